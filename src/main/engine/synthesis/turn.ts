/** Sine and cosine in + − × alone, so that they are the same bits everywhere; error below 1e-11. */

/** sin(2π · turns). */
export function sineOfTurn(turns: number): number {
  let part = turns - Math.round(turns)
  if (part > 0.25) part = 0.5 - part
  else if (part < -0.25) part = -0.5 - part
  const angle = part * 6.283185307179586
  const square = angle * angle
  let sum = 1
  for (let k = 16; k >= 2; k -= 2) sum = 1 - (square / (k * (k + 1))) * sum
  return angle * sum
}

/** cos(2π · turns). */
export const cosineOfTurn = (turns: number): number => sineOfTurn(turns + 0.25)
