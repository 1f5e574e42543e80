/** Numbers of a recipe, each with what it means; those that differ from what is given stand out. */
import { NumberField } from '../../components/Field.tsx'

export interface NumberKey<Key extends string> {
  readonly key: Key
  readonly title: string
  readonly means: string
  readonly limits: { min: number; max: number; step: number; whole?: boolean }
}

interface NumberFieldsProps<Key extends string> {
  fields: readonly NumberKey<Key>[]
  values: Readonly<Record<Key, number>>
  given: Readonly<Record<Key, number>>
  onChange(change: Partial<Record<Key, number>>): void
}

export function NumberFields<Key extends string>({
  fields,
  values,
  given,
  onChange,
}: NumberFieldsProps<Key>) {
  return fields.map(({ key, title, means, limits }) => (
    <div key={key} className={values[key] === given[key] ? '' : 'tr-changed'}>
      <NumberField
        label={title}
        value={values[key]}
        {...limits}
        onChange={(value) => onChange({ [key]: value } as Partial<Record<Key, number>>)}
      />
      <p className="tr-means">{means}</p>
    </div>
  ))
}
