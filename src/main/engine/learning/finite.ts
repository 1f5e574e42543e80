/** Whether all these are numbers: a last step can spoil weights, or what Adam remembers, without a bad loss of its own. */
export const allFinite = (...arrays: readonly (Float32Array | null)[]): boolean =>
  arrays.every((array) => array === null || array.every((value) => Number.isFinite(value)))
