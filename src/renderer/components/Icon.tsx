/** An icon beside words, or in a button that names itself. */
import type { LucideIcon } from 'lucide-react'

interface IconProps {
  of: LucideIcon
  size?: number
}

export function Icon({ of: Drawing, size = 14 }: IconProps) {
  return <Drawing className="i" size={size} strokeWidth={1.8} aria-hidden="true" />
}
