/** What the window remembers between visits on this machine: widths per person, views per catalogue. */
import { useState } from 'react'

function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(`tracksieve ${key}`) ?? 'null')
  } catch {
    return null
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(`tracksieve ${key}`, JSON.stringify(value))
  } catch {
    // A full or closed store only means that it is not remembered.
  }
}

/** A value that stays as the person left it. `fits` refuses what an older version may have stored. */
export function useRemembered<T>(
  key: string,
  first: T,
  fits: (value: unknown) => value is T,
): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => recall(key, first, fits))
  return [
    value,
    (next) => {
      setValue(next)
      write(key, next)
    },
  ]
}

export function recall<T>(key: string, first: T, fits: (value: unknown) => value is T): T {
  const stored = read(key)
  return fits(stored) ? stored : first
}

export const remember = (key: string, value: unknown): void => write(key, value)

export const isNumber = (value: unknown): value is number => typeof value === 'number'
export const isText = (value: unknown): value is string => typeof value === 'string'
