/** The filters with how many tracks each would leave. */
import { Info, Search } from 'lucide-react'
import { useState } from 'react'
import type { FacetCounts } from '../../../shared/contract/tracks.ts'
import { classes, clipKinds, labels, splits } from '../../../shared/words.ts'
import { Button } from '../../components/Button.tsx'
import { Check } from '../../components/Check.tsx'
import { ClassChip } from '../../components/ClassChip.tsx'
import { ClipKindChip } from '../../components/ClipKindChip.tsx'
import { useCatalogue, useSources } from '../../state/queries.ts'
import { setFilter, useListFacets, useTrackList } from '../../state/trackList.ts'
import { Facet, FacetRow } from './Facet.tsx'
import { type ListPart, toggleValue, without } from './filters.ts'
import { ScoreFacet } from './ScoreFacet.tsx'
import { SearchField } from './SearchField.tsx'
import { SourceInfo } from './SourceInfo.tsx'
import './facets.css'

const lengths = [
  ['1', '1'],
  ['2-3', '2–3'],
  ['4-10', '4–10'],
  ['11-30', '11–30'],
  ['31-', '31 and more'],
] as const
const upper = (word: string): string => (word[0]?.toUpperCase() ?? '') + word.slice(1)
const sum = (counts: Record<string, number> | undefined): number =>
  Object.values(counts ?? {}).reduce((total, one) => total + one, 0)

export function Facets() {
  const filter = useTrackList((state) => state.filter)
  const facets = useListFacets().data
  const run = useCatalogue().data?.currentRun ?? null
  return (
    <aside className="panel facets" aria-label="Filters">
      <SearchField icon={Search} />
      <div className="fs" id="facets">
        <SourceFacet facets={facets} />
        <ListFacet part="labels" title="Label" facets={facets}>
          {[...labels, 'none' as const].map((label) => ({
            value: label,
            text: label === 'none' ? 'No label' : upper(label),
            mark: <ClassChip kind={label} silent />,
          }))}
        </ListFacet>
        {run !== null && (
          <>
            <ListFacet part="predictions" title={`Prediction, run ${run}`} facets={facets}>
              {[...classes, 'none' as const].map((kind) => ({
                value: kind,
                text: kind === 'none' ? 'Not predicted' : upper(kind),
                mark: <ClassChip kind={kind} as="prediction" silent />,
                optional: kind === 'none',
              }))}
            </ListFacet>
            <Facet id="disagreement" title="Disagreement">
              <FacetRow count={facets?.disagreement}>
                <Check
                  checked={filter.disagreement === true}
                  onChange={(on) =>
                    void setFilter(on ? { ...filter, disagreement: true } : without(filter, 'disagreement'))
                  }
                >
                  Label ≠ prediction
                </Check>
              </FacetRow>
            </Facet>
            <ScoreFacet scores={facets?.scores ?? []} />
          </>
        )}
        <ListFacet part="lengths" title="Length in boxes" facets={facets}>
          {lengths.map(([value, text]) => ({ value, text }))}
        </ListFacet>
        {sum(facets?.clipKinds) > 0 && (
          <ListFacet part="clipKinds" title="Kind of clip" facets={facets}>
            {clipKinds.map((kind) => ({
              value: kind,
              text: upper(kind),
              mark: <ClipKindChip kind={kind} />,
            }))}
          </ListFacet>
        )}
        {sum(facets?.splits) > 0 && (
          <ListFacet part="splits" title={`Part of run ${run ?? ''}`} facets={facets}>
            {splits.map((split) => ({ value: split, text: upper(split) }))}
          </ListFacet>
        )}
      </div>
    </aside>
  )
}

interface ListFacetProps {
  part: Exclude<ListPart, 'videos'>
  title: string
  facets: FacetCounts | undefined
  /** `optional`: left out while nothing has it. */
  children: { value: string | number; text: string; mark?: React.ReactNode; optional?: boolean }[]
}

function ListFacet({ part, title, facets, children }: ListFacetProps) {
  const filter = useTrackList((state) => state.filter)
  const chosen = (filter[part] ?? []) as (string | number)[]
  const counts = facets?.[part] ?? {}
  const shown = children.filter(
    (row) => !row.optional || (counts[row.value] ?? 0) > 0 || chosen.includes(row.value),
  )
  const aside = chosen.length > 0 ? `${chosen.length} of ${shown.length}` : undefined
  return (
    <Facet id={part} title={title} aside={aside}>
      {shown.map(({ value, text, mark }) => (
        <FacetRow key={value} count={facets && (counts[value] ?? 0)} on={chosen.includes(value)}>
          <Check
            checked={chosen.includes(value)}
            onChange={() => void setFilter(toggleValue(filter, part, value))}
          >
            {mark}
            <span className="ell" title={text}>
              {text}
            </span>
          </Check>
        </FacetRow>
      ))}
    </Facet>
  )
}

function SourceFacet({ facets }: { facets: FacetCounts | undefined }) {
  const sources = useSources().data ?? []
  const [asked, setAsked] = useState(false)
  return (
    <>
      <ListFacet part="sources" title="Source" facets={facets}>
        {sources.map((source) => ({ value: source.id, text: source.name }))}
      </ListFacet>
      {sources.length > 0 && (
        <div className="facet-more">
          <Button variant="quiet" icon={Info} onClick={() => setAsked(true)}>
            About the sources
          </Button>
        </div>
      )}
      {asked && <SourceInfo onClose={() => setAsked(false)} />}
    </>
  )
}
