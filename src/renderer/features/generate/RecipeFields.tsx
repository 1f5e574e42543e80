/** The fields of a preset's recipe: picture, what is in it, disturbance. */
import { Dices } from 'lucide-react'
import type { GenerateRecipe } from '../../../shared/contract/clipRecipe.ts'
import { Button } from '../../components/Button.tsx'
import { NumberField, SelectField } from '../../components/Field.tsx'
import { ClassicMore } from './ClassicMore.tsx'
import { Level } from './Level.tsx'
import { RangeField } from './RangeField.tsx'
import { type Change, newSeed } from './recipe.ts'

interface RecipeFieldsProps {
  recipe: GenerateRecipe
  change: Change
}

const views = [
  { value: 'xy', title: 'x–y plane' },
  { value: 'xz', title: 'x–z plane' },
  { value: 'yz', title: 'y–z plane' },
  { value: '3d_projection', title: '3-D, fixed camera' },
  { value: '3d_refit', title: '3-D, camera fitted anew in every frame' },
  { value: 'all', title: '3-D and the three planes, side by side' },
]
const detectors = [
  { value: 'each', title: 'each scene its own' },
  { value: 'sharp', title: 'sharp' },
  { value: 'ordinary', title: 'ordinary' },
  { value: 'weak', title: 'weak' },
  { value: 'cleaned', title: 'cleaned up' },
]

export function RecipeFields({ recipe, change }: RecipeFieldsProps) {
  return (
    <div>
      <h3>Picture</h3>
      <div className="flds2">
        <Whole label="Frames" name="frames" value={recipe.frames} min={4} max={500} change={change} />
        <NumberField
          label="Frames a second"
          value={recipe.fps}
          min={0.1}
          max={240}
          onChange={(fps) => change({ fps })}
        />
        <PictureSize recipe={recipe} change={change} />
        {'view' in recipe && (
          <SelectField
            label="View"
            className="both"
            value={recipe.view}
            options={views}
            onChange={(view) => change({ view })}
          />
        )}
        <div className="both seed">
          <Whole label="Seed" name="seed" value={recipe.seed} min={0} max={4294967295} change={change} />
          <Button icon={Dices} label="Another seed" onClick={() => change({ seed: newSeed() })} />
        </div>
      </div>
      {recipe.preset === 'realistic' && <SceneFields recipe={recipe} change={change} />}
      {recipe.preset === 'transients' && (
        <RangeField
          label="Transients a clip"
          value={recipe.transients}
          max={50}
          onChange={(transients) => change({ transients })}
        />
      )}
      {'noise' in recipe && (
        <>
          <h3>Disturbance</h3>
          <Level name="Clutter" value={recipe.clutter} onChange={(clutter) => change({ clutter })} />
          <Level name="Pixel noise" value={recipe.noise} onChange={(noise) => change({ noise })} />
        </>
      )}
      {recipe.preset === 'tracker' && (
        <>
          <Level name="Empty scenes" value={recipe.empty} onChange={(empty) => change({ empty })} />
          <SelectField
            label="Detector"
            value={recipe.detector ?? 'each'}
            options={detectors}
            onChange={(detector) => change({ detector: detector === 'each' ? undefined : detector })}
          />
        </>
      )}
      {'trail' in recipe && <ClassicMore recipe={recipe} change={change} />}
    </div>
  )
}

function PictureSize({ recipe, change }: RecipeFieldsProps) {
  const side =
    'height' in recipe ? { name: 'height', value: recipe.height } : { name: 'size', value: recipe.size }
  const width = 'width' in recipe ? recipe.width : undefined
  const [least, widest, highest] = 'height' in recipe ? [120, 1920, 1080] : [32, 1024, 1024]
  return (
    <>
      {recipe.preset !== 'transients' && (
        <Whole
          label="Width"
          unit="px"
          name="width"
          value={width ?? side.value}
          min={least}
          max={widest}
          change={change}
        />
      )}
      <Whole
        label={recipe.preset === 'transients' ? 'Side' : 'Height'}
        unit="px"
        name={side.name}
        value={side.value}
        min={least}
        max={highest}
        change={(part) =>
          change('width' in recipe || recipe.preset === 'transients' ? part : { ...part, width: side.value })
        }
      />
    </>
  )
}

function SceneFields({
  recipe,
  change,
}: {
  recipe: Extract<GenerateRecipe, { preset: 'realistic' }>
  change: Change
}) {
  const { shares } = recipe
  return (
    <>
      <h3>In a scene</h3>
      <RangeField label="Tracks" value={recipe.tracks} max={200} onChange={(tracks) => change({ tracks })} />
      <Level
        name="Persistent"
        value={shares.persistent}
        onChange={(persistent) =>
          change({ shares: { persistent, brief: Math.min(shares.brief, 1 - persistent) } })
        }
      />
      <Level
        name="Brief"
        value={shares.brief}
        onChange={(brief) =>
          change({ shares: { persistent: Math.min(shares.persistent, 1 - brief), brief } })
        }
      />
      <div className="flds2">
        <SelectField
          label="Cameras"
          value={String(recipe.cameras)}
          options={[
            { value: '1', title: 'one' },
            { value: '2', title: 'stereo pair' },
          ]}
          onChange={(cameras) => change({ cameras: Number(cameras) })}
        />
        <NumberField
          label="Box jitter"
          unit="px"
          value={recipe.jitter}
          min={0}
          max={20}
          step={0.1}
          onChange={(jitter) => change({ jitter })}
        />
      </div>
    </>
  )
}

interface WholeProps {
  label: string
  unit?: string
  name: string
  value: number
  min: number
  max: number
  change: Change
}

const Whole = ({ name, change, ...field }: WholeProps) => (
  <NumberField {...field} whole onChange={(value) => change({ [name]: value })} />
)
