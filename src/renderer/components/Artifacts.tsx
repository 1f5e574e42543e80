/** Files that a job wrote: where they lie, how large, and the way to them. */
import { Download, FolderOpen } from 'lucide-react'
import type { Artifact } from '../../shared/jobs.ts'
import { mediaUrl } from '../../shared/media.ts'
import { bytes } from '../state/format.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import './Artifacts.css'

export function Artifacts({ artifacts }: { artifacts: Artifact[] }) {
  return (
    <ul className="artifacts">
      {artifacts.map((artifact) => (
        <li key={artifact.path}>
          <span className="artifact-path" title={artifact.path}>
            {artifact.path}
          </span>
          <span className="muted">{bytes(artifact.bytes)}</span>
          {window.tracksieve ? (
            <Button
              variant="quiet"
              icon={FolderOpen}
              onClick={() => window.tracksieve?.showInFolder(artifact.path)}
            >
              Show in folder
            </Button>
          ) : (
            artifact.media !== null && (
              <a className="b" href={mediaUrl(artifact.media)} download={artifact.name}>
                <Icon of={Download} />
                Download
              </a>
            )
          )}
        </li>
      ))}
    </ul>
  )
}
