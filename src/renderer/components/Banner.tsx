/** Something that concerns the whole view: what happened, what holds, what to do. */
import { TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import './Banner.css'

interface BannerProps {
  title: string
  children?: ReactNode
  action?: ReactNode
  onClose?(): void
}

export function Banner({ title, children, action, onClose }: BannerProps) {
  return (
    <div className="banner" role="alert">
      <Icon of={TriangleAlert} size={16} />
      <span>
        <b className="strong">{title}</b> {children}
      </span>
      {action}
      {onClose && <Button variant="quiet" icon={X} label="Close" onClick={onClose} />}
    </div>
  )
}
