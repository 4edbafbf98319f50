namespace Plimsoll.Policy.Pinning;

/// <summary>A change to a file's text: the characters from <paramref name="Start"/> up to <paramref name="End"/> become <paramref name="Text"/>.</summary>
/// <param name="Start">The first character, from 0, without a byte order mark.</param>
/// <param name="End">One past the last; equal to <paramref name="Start"/> where something is put in.</param>
/// <param name="Text">What stands there afterwards.</param>
internal readonly record struct TextEdit(int Start, int End, string Text);
