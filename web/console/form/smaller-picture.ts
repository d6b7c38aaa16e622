const longestPx = 1_600
const quality = 0.82
const pictures = /^image\/(?:jpeg|png|webp|heic|heif|avif|bmp)$/

/**
 * A photograph small enough for a phone's line: at most 1600 px at its longer side, as JPEG, without what the camera wrote
 * into it (place, device). What is no picture, or one that this browser can't read, stays as it is.
 */
export async function smallerPicture(file: File): Promise<File> {
  if (!pictures.test(file.type)) return file
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined)
  if (bitmap === undefined) return file
  const share = Math.min(1, longestPx / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(bitmap.width * share)
  canvas.height = Math.round(bitmap.height * share)
  const context = canvas.getContext('2d')
  if (context === null) return file
  // JPEG has no transparency: what is behind it would be black.
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
  return blob === null ? file : new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' })
}
