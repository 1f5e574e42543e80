/** One filter: a head that folds it, rows with counts. */
import { ChevronDown, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from '../../components/Icon.tsx'
import { count as written } from '../../state/format.ts'
import { useRemembered } from '../../state/memory.ts'

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'

interface FacetProps {
  id: string
  title: string
  /** At the right of the head: what is chosen. */
  aside?: string
  children: ReactNode
}

export function Facet({ id, title, aside, children }: FacetProps) {
  const [open, setOpen] = useRemembered(`facet ${id}`, true, isFlag)
  return (
    <section className="fac">
      <h3>
        <button type="button" className="fh" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon of={open ? ChevronDown : ChevronRight} size={12} />
          <span>{title}</span>
          <span className="sp" />
          {aside && <span className="c">{aside}</span>}
        </button>
      </h3>
      {open && <div className="fac-in">{children}</div>}
    </section>
  )
}

export function FacetRow({
  count,
  on,
  children,
}: {
  count: number | undefined
  on?: boolean
  children: ReactNode
}) {
  return (
    <div className={`frow ${on ? 'on' : ''} ${count === 0 ? 'zero' : ''}`}>
      {children}
      <span className="c">{count === undefined ? '' : written(count)}</span>
    </div>
  )
}
