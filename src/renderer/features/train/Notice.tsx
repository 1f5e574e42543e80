/** What a person should know before something starts, with what would help. */
import { TriangleAlert } from 'lucide-react'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'

interface NoticeProps {
  words: string
  detail?: string
  action?: string
  onAction?(): void
}

export function Notice({ words, detail = '', action, onAction }: NoticeProps) {
  return (
    <div className="tr-notice">
      <Icon of={TriangleAlert} size={16} />
      <div>
        <b>{words}</b>
        {detail !== '' && <span className="muted">{detail}</span>}
      </div>
      {action !== undefined && <Button onClick={onAction}>{action}</Button>}
    </div>
  )
}
