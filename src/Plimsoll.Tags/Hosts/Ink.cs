namespace Plimsoll.Tags.Hosts;

/// <summary>
/// What a terminal shows text in. Only the first eight colours and weights: those follow the theme of the terminal, and can
/// be read on light and dark ones.
/// </summary>
internal enum Ink
{
    Bold = 1,
    Dim = 2,
    Red = 31,
    Green = 32,
    Yellow = 33,
    Cyan = 36,
}
