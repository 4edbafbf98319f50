namespace Plimsoll.Tags.Hosts;

/// <summary>Colours text where that is wanted, else leaves it as it is.</summary>
/// <param name="isOn">Whether colours are wanted.</param>
internal readonly struct Painter(bool isOn)
{
    public string Paint(string text, Ink ink) => isOn ? $"\e[{(int)ink}m{text}\e[0m" : text;
}
