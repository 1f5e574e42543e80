/** Why there is no picture; it stands above the ground that is shown for it, never over the boxes. */
import { ImageOff } from 'lucide-react'
import type { Video } from '../../../../shared/contract/videos.ts'
import { Icon } from '../../../components/Icon.tsx'

export function StageNote({ video }: { video: Video | null }) {
  const words = video?.mediaProblem ?? (video?.media === 'none' ? 'These tracks came without a film.' : null)
  if (words === null) return <span />
  return (
    <p className="rv-nopicture" role="note">
      <Icon of={ImageOff} size={14} />
      <span>
        <b>{words}</b> Boxes are drawn to scale; all the rest works.
      </span>
    </p>
  )
}
