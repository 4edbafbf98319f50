using Plimsoll.Policy.Pinning;

namespace Plimsoll.Publishing.Migration;

/// <summary>Moves a project file, or the file of central package versions: packages, usings, NUKE's own properties and the framework.</summary>
internal sealed class ProjectMigration
{
    private const string Components = "Plimsoll.Build.Components";

    private static readonly string[] Properties = ["RootDirectory", "ScriptDirectory", "TelemetryVersion"];

    private readonly string _file;
    private readonly string _text;
    private readonly string _version;
    private readonly IReadOnlyList<(string Package, string Version)> _brought;
    private readonly bool _needsComponents;
    private readonly List<TextEdit> _edits = [];
    private readonly List<RemainingWork> _remaining = [];

    private ProjectMigration(string file, string text, string version, IReadOnlyList<(string Package, string Version)> brought, bool needsComponents) =>
        (_file, _text, _version, _brought, _needsComponents) = (file, text, version, brought, needsComponents);

    /// <summary>Plans the changes of a file.</summary>
    /// <param name="file">Its path as reported.</param>
    /// <param name="text">Its text without a byte order mark.</param>
    /// <param name="version">The version of the packages that are referenced afterwards.</param>
    /// <param name="brought">The packages that came with Nuke.Common and that the sources use: they are referenced where the project does not yet.</param>
    /// <param name="needsComponents">Whether the package of components is referenced, which brings the other: sources use what only it has. The default is <c>false</c>.</param>
    public static (IReadOnlyList<TextEdit> Edits, IReadOnlyList<RemainingWork> Remaining) Plan(
        string file, string text, string version, IReadOnlyList<(string Package, string Version)> brought, bool needsComponents = false)
    {
        var needed = needsComponents && Packages(text, "PackageReference").Concat(Packages(text, "PackageVersion")).All(package => Renamed(package.Name) != Components);
        var migration = new ProjectMigration(file, text, version, brought, needed);
        foreach (var tag in XmlTag.Read(text))
            migration.Move(tag);
        return (migration._edits, migration._remaining);
    }

    /// <summary>Whether a project uses NUKE or Fallout.</summary>
    public static bool IsNuke(string text) => Packages(text, "PackageReference").Any(package => IsNukePackage(package.Name));

    /// <summary>Whether a project uses Plimsoll.Build.</summary>
    public static bool IsPlimsoll(string text) => Packages(text, "PackageReference").Any(package => package.Name is "Plimsoll.Build" or "Plimsoll.Build.Components");

    /// <summary>Whether a project references Serilog itself, which else came with NUKE.</summary>
    public static bool HasSerilog(string text) => Packages(text, "PackageReference").Any(package => package.Name == "Serilog" || package.Name.StartsWith("Serilog.", StringComparison.Ordinal));

    /// <summary>Whether the versions of the packages of NUKE stand in another file.</summary>
    public static bool HasCentralVersions(string text) =>
        Packages(text, "PackageReference").Any(package => IsNukePackage(package.Name) && !package.Tag.Attributes.ContainsKey("Version") && VersionElement(text, package.Tag) is null);

    /// <summary>The text of a property, or <c>null</c>.</summary>
    public static string? Property(string text, string name) => XmlTag.Read(text).FirstOrDefault(tag => tag.Name == name)?.Content is { } range ? text[range].Trim() : null;

    private static IEnumerable<(string Name, XmlTag Tag)> Packages(string text, string element) =>
        XmlTag.Read(text).Where(tag => tag.Name == element).Select(tag => (tag.Value(text, "Include") ?? tag.Value(text, "Update") ?? "", tag));

    private static bool IsNukePackage(string name) => Renamed(name) is not null || name.StartsWith("Nuke.", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Fallout.", StringComparison.OrdinalIgnoreCase);

    private static string? Renamed(string package) => package.ToUpperInvariant() switch
    {
        "NUKE.COMMON" or "FALLOUT.COMMON" => "Plimsoll.Build",
        "NUKE.COMPONENTS" or "FALLOUT.COMPONENTS" => Components,
        _ => null,
    };

    /// <summary>The element in a reference that has its version.</summary>
    private static XmlTag? VersionElement(string text, XmlTag reference) =>
        text[reference.Start..reference.End].EndsWith("/>", StringComparison.Ordinal) ? null
        : XmlTag.Read(text).FirstOrDefault(tag => tag.Start >= reference.End) is { Name: "Version", Content: not null } version ? version
        : null;

    private void Move(XmlTag tag)
    {
        switch (tag.Name)
        {
            case "PackageReference" or "PackageVersion":
                MovePackage(tag);
                break;
            case "Using":
                MoveUsing(tag);
                break;
            case "TargetFramework" when tag.Content is { } content && IsOlder(_text[content].Trim()):
                Replace(content, "net10.0");
                break;
            case "TargetFrameworks":
                Add(tag, "TargetFrameworks", "Write <TargetFramework>net10.0</TargetFramework>: a build has one framework.");
                break;
            case var name when Properties.Any(property => name == "Nuke" + property || name == "Fallout" + property):
                _edits.Add(SourceMigration.WholeLine(_text, tag.Start, tag.ElementEnd));
                break;
        }
    }

    private void MovePackage(XmlTag tag)
    {
        var attribute = tag.Attributes.ContainsKey("Include") ? "Include" : "Update";
        if (tag.Value(_text, attribute) is not { } name || !IsNukePackage(name))
            return;

        if (Renamed(name) is not { } renamed)
        {
            Add(tag, name, "Remove the reference: there is no such package of Plimsoll.");
            return;
        }

        if (tag.Name == "PackageReference" && renamed == "Plimsoll.Build")
            AddBrought(tag);
        Replace(tag.Attributes[attribute], _needsComponents ? Components : renamed);
        foreach (var version in (string[])["Version", "VersionOverride"])
            if (tag.Attributes.TryGetValue(version, out var range))
                Replace(range, _version);
        if (VersionElement(_text, tag) is { Content: { } content })
            Replace(content, _version);
    }

    /// <summary>References what came with Nuke.Common, in lines of their own before its reference.</summary>
    private void AddBrought(XmlTag tag)
    {
        var line = _text.LastIndexOf('\n', tag.Start) + 1;
        var indent = string.IsNullOrWhiteSpace(_text[line..tag.Start]) ? $"{(line > 1 && _text[line - 2] == '\r' ? "\r\n" : "\n")}{_text[line..tag.Start]}" : "";
        var attribute = HasCentralVersions(_text) ? "VersionOverride" : "Version";
        var referenced = Packages(_text, "PackageReference").Select(package => package.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (package, version) in _brought.Where(package => !referenced.Contains(package.Package)))
            _edits.Add(new TextEdit(tag.Start, tag.Start, $"<PackageReference Include=\"{package}\" {attribute}=\"{version}\" />{indent}"));
    }

    private void MoveUsing(XmlTag tag)
    {
        if (tag.Value(_text, "Include") is not { } name || !NukeNamespaces.IsNuke(name))
            return;

        var isStatic = string.Equals(tag.Value(_text, "Static"), "true", StringComparison.OrdinalIgnoreCase);
        if (!tag.Attributes.ContainsKey("Alias") && (isStatic ? NukeNamespaces.FindStatic(name) : NukeNamespaces.Find(name)) is { } ours)
            Replace(tag.Attributes["Include"], ours);
        else
            Add(tag, $"Using {name}", "Remove it: Plimsoll.Build has nothing that corresponds to it.");
    }

    private static bool IsOlder(string framework) =>
        framework.StartsWith("netcoreapp", StringComparison.Ordinal)
        || (framework.StartsWith("net", StringComparison.Ordinal) && Version.TryParse(framework.AsSpan(3), out var version) && version.Major is >= 5 and < 10);

    private void Replace(Range range, string text)
    {
        if (_text[range] != text)
            _edits.Add(new TextEdit(range.Start.Value, range.End.Value, text));
    }

    private void Add(XmlTag tag, string name, string advice) => _remaining.Add(new RemainingWork(_file, _text.AsSpan(0, tag.Start).Count('\n') + 1, name, advice));
}
