/** Boxes of things in a picture, in pixels. */

export interface Box {
  x: number
  y: number
  w: number
  h: number
}

const overlap = (one: Box, other: Box): number => {
  const w = Math.min(one.x + one.w, other.x + other.w) - Math.max(one.x, other.x)
  const h = Math.min(one.y + one.h, other.y + other.h) - Math.max(one.y, other.y)
  return w > 0 && h > 0 ? w * h : 0
}

/** Intersection over union, 0 … 1. */
export function iou(one: Box, other: Box): number {
  const shared = overlap(one, other)
  return shared === 0 ? 0 : shared / (one.w * one.h + other.w * other.h - shared)
}

export interface Picture {
  width: number
  height: number
}

/** The part of a box that the picture shows; null when less than `least` of it is in view. */
export function inView(box: Box, { width, height }: Picture, least: number): Box | null {
  const shared = overlap(box, { x: 0, y: 0, w: width, h: height })
  if (shared <= 0 || shared < least * box.w * box.h) return null
  const [x, y] = [Math.max(0, box.x), Math.max(0, box.y)]
  return { x, y, w: Math.min(width, box.x + box.w) - x, h: Math.min(height, box.y + box.h) - y }
}

export const contains = ({ x, y, w, h }: Box, px: number, py: number): boolean =>
  px >= x && px <= x + w && py >= y && py <= y + h
