/** Float32 values as text. */

/** The shortest plain decimal that reads back as the same float32: "318.99", not "318.989990234375". */
export function shortest(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value + 0)
  for (let digits = 1; digits < 10; digits += 1) {
    const rounded = Number(value.toPrecision(digits))
    if (Math.fround(rounded) === value) return plain(rounded)
  }
  return plain(value)
}

/** Without an exponent, which some readers of the format do not know. */
function plain(value: number): string {
  const text = String(value)
  const [, sign, digits, exponent] = /^(-?)([\d.]+)e([+-]\d+)$/.exec(text) ?? []
  if (digits === undefined) return text
  const shift = Number(exponent)
  if (shift > 0) return BigInt(value).toString()
  return `${sign}0.${'0'.repeat(-shift - 1)}${digits.replace('.', '')}`
}
