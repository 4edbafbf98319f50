namespace Plimsoll.Publishing.Migration;

/// <summary>The C# files of a project, and the names that they declare.</summary>
internal sealed class ProjectSources
{
    private readonly List<(string Path, byte[] Bytes, CSharpSource Source)> _files = [];
    private readonly HashSet<string> _types = [];
    private readonly HashSet<string> _members = [];

    public IReadOnlyList<(string Path, byte[] Bytes, CSharpSource Source)> Files => _files;

    /// <summary>The types that the project declares.</summary>
    public IReadOnlySet<string> Types => _types;

    /// <summary>The other names that it declares.</summary>
    public IReadOnlySet<string> Members => _members;

    /// <summary>Whether they use what only the package of components has, and do not declare it themselves.</summary>
    public bool NeedComponents => _files.Exists(file => file.Source.Words.Any(word => NukeMembers.OfComponents.Contains(word) && !_types.Contains(word)));

    public void Add(string path, byte[] bytes, CSharpSource source)
    {
        source.AddDeclared(_types, _members);
        _files.Add((path, bytes, source));
    }
}
