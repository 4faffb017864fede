/* Colours of the map, light and dark, and the little pictures that are drawn for it. */

/** A palette: what each kind of thing is drawn in. */
export interface Palette {
  water: string;
  land: string;
  coast: string;
  river: string;
  border: string;
  disputed: string;
  hatch: string;
  country: string;
  town: string;
  halo: string;
  cell: string;
  cellInk: string;
  cellEdge: string;
  area: string;
  areaInk: string;
}

const LIGHT: Palette = {
  water: "#d5e1e8",
  land: "#f7f5f0",
  coast: "#8fa3ae",
  river: "#b9cdd8",
  border: "#9a948a",
  disputed: "#8a6d5c",
  hatch: "rgba(138,109,92,0.28)",
  country: "#57534c",
  town: "#45423d",
  halo: "rgba(250,249,246,0.92)",
  cell: "#1a56c4",
  cellInk: "#ffffff",
  cellEdge: "#ffffff",
  area: "#8a3f00",
  areaInk: "#6e3200",
};

const DARK: Palette = {
  water: "#10161b",
  land: "#23262a",
  coast: "#4e5d67",
  river: "#2c3a44",
  border: "#6c6f75",
  disputed: "#b89a86",
  hatch: "rgba(184,154,134,0.25)",
  country: "#c3bfb6",
  town: "#d8d5ce",
  halo: "rgba(24,26,29,0.92)",
  cell: "#8db6ff",
  cellInk: "#10131a",
  cellEdge: "#10131a",
  area: "#ffb871",
  areaInk: "#ffcf9f",
};

/** The palette for the person's colour scheme. */
export const palette = (): Palette => (matchMedia("(prefers-color-scheme: dark)").matches ? DARK : LIGHT);

/** The hatching of areas: slanted lines that meet at the edges of the picture. */
export function hatching(colour: string, gap = 8, width = 1.2): ImageData {
  return drawn(gap * 2, (pen, size) => {
    pen.strokeStyle = colour;
    pen.lineWidth = width * 2;
    pen.beginPath();
    for (const start of [-size, 0, size]) {
      pen.moveTo(start - 2, size + 2);
      pen.lineTo(start + size + 2, -2);
    }
    pen.stroke();
  });
}

/** The ring that stands for somewhere in an area: dashed, hatched, open in the middle for the number. */
export function areaRing(colours: Palette): ImageData {
  return drawn(88, (pen, size) => {
    const [middle, radius] = [size / 2, size / 2 - 4];
    pen.beginPath();
    pen.arc(middle, middle, radius, 0, 2 * Math.PI);
    pen.save();
    pen.fillStyle = colours.halo;
    pen.globalAlpha = 0.7;
    pen.fill();
    pen.globalAlpha = 0.45;
    pen.clip();
    pen.strokeStyle = colours.area;
    pen.lineWidth = 2.5;
    pen.beginPath();
    for (let start = -size; start < size; start += 12) {
      pen.moveTo(start, size);
      pen.lineTo(start + size, 0);
    }
    pen.stroke();
    pen.restore();
    pen.beginPath();
    pen.arc(middle, middle, 22, 0, 2 * Math.PI);
    pen.fillStyle = colours.halo;
    pen.fill();
    pen.beginPath();
    pen.arc(middle, middle, radius, 0, 2 * Math.PI);
    pen.setLineDash([10, 7]);
    pen.lineWidth = 4;
    pen.strokeStyle = colours.area;
    pen.stroke();
  });
}

function drawn(size: number, draw: (pen: CanvasRenderingContext2D, size: number) => void): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("this browser gives no canvas");
  draw(pen, size);
  return pen.getImageData(0, 0, size, size);
}
