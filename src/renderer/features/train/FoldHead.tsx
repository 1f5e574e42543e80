/** What opens and closes a part of the left side. */
import { ChevronDown, ChevronRight } from 'lucide-react'
import { Icon } from '../../components/Icon.tsx'

interface FoldHeadProps {
  /** Id of the part. */
  controls: string
  title: string
  /** What is in it, in a few words. */
  words: string
  open: boolean
  onOpen(open: boolean): void
}

export function FoldHead({ controls, title, words, open, onOpen }: FoldHeadProps) {
  return (
    <button
      type="button"
      className="tr-fold"
      aria-expanded={open}
      aria-controls={controls}
      onClick={() => onOpen(!open)}
    >
      <Icon of={open ? ChevronDown : ChevronRight} size={12} />
      <span>{title}</span>
      <span className="sp" />
      <span className="muted">{words}</span>
    </button>
  )
}
