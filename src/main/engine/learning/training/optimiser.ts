/** Adam (Kingma and Ba, 2015) on one flat vector: three arrays and a loop, the same on every backend. */
export class Adam {
  /** Running mean of the gradient and of its square, and how many steps they have seen. */
  readonly mean: Float32Array
  readonly square: Float32Array
  steps = 0

  constructor(size: number) {
    this.mean = new Float32Array(size)
    this.square = new Float32Array(size)
  }

  /** Changes `weights` in place. */
  step(weights: Float32Array, gradient: Float32Array, rate: number): void {
    const { mean, square } = this
    this.steps += 1
    const size = rate / (1 - 0.9 ** this.steps)
    const spread = 1 / (1 - 0.999 ** this.steps)
    for (let i = 0; i < weights.length; i += 1) {
      const g = gradient[i]!
      const m = 0.9 * mean[i]! + 0.1 * g
      const v = 0.999 * square[i]! + 0.001 * g * g
      mean[i] = m
      square[i] = v
      weights[i]! -= (size * m) / (Math.sqrt(v * spread) + 1e-8)
    }
  }
}
