using System.Text.RegularExpressions;
using Plimsoll.Policy.Scanners.Xml;

namespace Plimsoll.Policy.Scanners.DotNetProjects;

/// <summary>The properties that a project file sets. Conditions are not evaluated: one that is set to several values is unknown.</summary>
internal sealed partial class ProjectProperties
{
    // Properties that repeat each other must not grow into anything larger than a reference by much.
    private const int MaximumDepth = 16;
    private const int MaximumLength = 4096;

    private static readonly string UnknownText = ImageUse.Unknown.ToString();

    private readonly Dictionary<string, XmlElement?> _values = new(StringComparer.OrdinalIgnoreCase);

    public ProjectProperties(IEnumerable<XmlElement> elements)
    {
        foreach (var property in elements.Where(IsProperty))
            _values[property.Name] = !_values.TryGetValue(property.Name, out var other) || other?.Value == property.Value ? property : null;
    }

    /// <summary>Whether an element sets a property.</summary>
    public static bool IsProperty(XmlElement element) => element.IsAt("PropertyGroup/" + element.Name);

    /// <summary>The property whose value this one takes as it is, itself where it has one of its own.</summary>
    public XmlElement Source(XmlElement property)
    {
        for (var depth = 0; depth < MaximumDepth && Whole().Match(property.Value) is { Success: true } reference; depth++)
        {
            if (_values.GetValueOrDefault(reference.Groups["name"].Value) is not { } source)
                break;
            property = source;
        }

        return property;
    }

    /// <summary>A value with its properties replaced; what cannot be known is <see cref="ImageUse.Unknown"/>.</summary>
    public string Resolve(string value) => Resolve(value, 0);

    private string Resolve(string value, int depth)
    {
        if (depth > MaximumDepth)
            return UnknownText;

        // Functions, items, metadata and escapes are left to MSBuild.
        var resolved = Property().Replace(value, match => _values.GetValueOrDefault(match.Groups["name"].Value) is { } property ? Resolve(property.Value, depth + 1) : UnknownText);
        resolved = Other().Replace(resolved, UnknownText);
        return resolved.Length > MaximumLength ? UnknownText : resolved;
    }

    [GeneratedRegex(@"\$\((?<name>[A-Za-z_][\w-]*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Property();

    [GeneratedRegex(@"^\$\((?<name>[A-Za-z_][\w-]*)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"[$@%]\(.*\)|%[0-9A-Fa-f]{2}", RegexOptions.CultureInvariant)]
    private static partial Regex Other();
}
