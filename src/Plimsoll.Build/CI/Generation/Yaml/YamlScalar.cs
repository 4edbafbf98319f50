using System.Globalization;

namespace Plimsoll.Build.CI.Generation.Yaml;

/// <summary>A text, a number or a boolean.</summary>
internal sealed record YamlScalar : YamlNode
{
    /// <summary>A text. It is quoted where a reader would take it for something else.</summary>
    public YamlScalar(string text) => Text = text;

    public YamlScalar(int number)
    {
        Text = number.ToString(CultureInfo.InvariantCulture);
        IsLiteral = true;
    }

    /// <summary>A number, which is finite.</summary>
    public YamlScalar(double number)
    {
        Text = number.ToString("R", CultureInfo.InvariantCulture);
        IsLiteral = true;
    }

    public YamlScalar(bool value)
    {
        Text = value ? "true" : "false";
        IsLiteral = true;
    }

    public string Text { get; }

    /// <summary>Whether it is a number or a boolean, which are never quoted.</summary>
    public bool IsLiteral { get; }

    /// <summary>A comment behind it, in one line; <c>null</c> for none.</summary>
    public string? Comment { get; init; }
}
