export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** What is wrong with a control, by its attributes, in words. */
const complaintOf = (control: Control) => {
  const { validity } = control
  const least = 'minLength' in control ? control.minLength : 0
  if (validity.valueMissing) return 'This is needed.'
  if (validity.tooShort) return `At least ${least} characters, please.`
  if (validity.typeMismatch && control.type === 'email') return 'This does not look like an e-mail address.'
  if (validity.typeMismatch) return 'This does not look like a web address.'
  return validity.valid ? undefined : control.title || 'This does not fit.'
}

export const controlsOf = (form: HTMLElement | undefined) => [...(form?.querySelectorAll<Control>('[name]') ?? [])]

/** What is wrong within a form, by the names of its controls. */
export const complaintsOf = (form: HTMLElement | undefined): Record<string, string> =>
  Object.fromEntries(
    controlsOf(form).flatMap((control) => {
      const why = complaintOf(control)
      return why ? [[control.name, why]] : []
    })
  )
