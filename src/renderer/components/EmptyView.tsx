/** An empty view: what it is for, why it is empty, and the one thing to do. */
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import './EmptyView.css'

interface EmptyViewProps {
  icon: LucideIcon
  title: string
  children: ReactNode
  /** The one button, and what belongs to it. */
  action?: ReactNode
}

export function EmptyView({ icon, title, children, action }: EmptyViewProps) {
  return (
    <div className="empty">
      <Icon of={icon} size={24} />
      <h2>{title}</h2>
      <p>{children}</p>
      {action}
    </div>
  )
}
