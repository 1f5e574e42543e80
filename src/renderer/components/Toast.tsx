/** The one toast: stands 8 s, longer under the pointer or the focus; F6 goes there. */
import { TriangleAlert, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { closeToast, type Toast as ToastData, useMessages } from '../state/messages.ts'
import { Button } from './Button.tsx'
import { ClassChip } from './ClassChip.tsx'
import { Icon } from './Icon.tsx'
import './Toast.css'

const standsFor = 8000

export function ToastArea() {
  const toast = useMessages((state) => state.toast)
  return toast && <Toast key={toast.id} toast={toast} />
}

function Toast({ toast }: { toast: ToastData }) {
  const [held, setHeld] = useState(false)
  const card = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(closeToast, standsFor)
    return () => clearTimeout(timer)
  }, [held])

  return (
    <div
      ref={card}
      className="toast"
      id="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(card.current?.contains(document.activeElement) ?? false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className="toast-t">
        {toast.error && <Icon of={TriangleAlert} size={14} />}
        {toast.label !== undefined && <ClassChip kind={toast.label ?? 'none'} silent />}
        <span>{toast.text}</span>
      </span>
      {toast.action && (
        <Button
          keys={toast.action.keys}
          onClick={() => {
            closeToast()
            toast.action?.run()
          }}
        >
          {toast.action.title}
        </Button>
      )}
      <Button variant="quiet" icon={X} label="Close message" onClick={closeToast} />
    </div>
  )
}
