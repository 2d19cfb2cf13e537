/**
 * Whether a text is what AWS calls a thing by: an ARN, or a type with a number in hexadecimal.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
 */
export const isId = (text: string): boolean => /^(?:arn:|[a-z]+-[0-9a-f]{8,17}$)/.test(text);
