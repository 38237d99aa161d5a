/** A page draws figures by Plotly itself; the picture for bare notebooks is not needed there. */
export const renderPicture = async (): Promise<string> => '';
