/** A dialog over the window: what is behind can't be reached, Esc closes, the focus goes back where it was. */
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button } from './Button.tsx'
import './Dialog.css'

interface DialogProps {
  title: string
  onClose(): void
  children: ReactNode
  footer?: ReactNode
  /** Beside the title. */
  tools?: ReactNode
  className?: string
  /** Draws its own head: the palette. */
  bare?: boolean
}

const stops =
  'input:not([type="hidden"]), select, textarea, [tabindex="0"], button:not([tabindex="-1"]), a[href]'

/** Where work begins: what asks for it, else the first thing in the body, not the button that closes. */
function firstStop(dialog: HTMLElement): HTMLElement | null {
  const asked = dialog.querySelector<HTMLElement>('[data-first]')
  const inBody = dialog.querySelectorAll<HTMLElement>(`.dlg-in > :not(header, footer) :is(${stops})`)
  return asked ?? inBody[0] ?? dialog.querySelector<HTMLElement>(stops)
}

export function Dialog({ title, onClose, children, footer, tools, className, bare }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    if (element && !element.open) {
      element.showModal()
      firstStop(element)?.focus()
    }
    return () => {
      element?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])

  return (
    <dialog
      ref={dialog}
      className={`dlg ${className ?? ''}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div className="dlg-in">
        {bare ? (
          <h1 id={id} className="vh">
            {title}
          </h1>
        ) : (
          <header>
            <h1 id={id}>{title}</h1>
            {tools}
            <span className="sp" />
            <Button variant="quiet" icon={X} label="Close" keys="Esc" onClick={onClose} />
          </header>
        )}
        {children}
        {footer && <footer>{footer}</footer>}
      </div>
    </dialog>
  )
}
