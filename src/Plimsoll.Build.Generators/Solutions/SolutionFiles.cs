using System.Collections.Immutable;

namespace Plimsoll.Build.Generators.Solutions;

/// <summary>The additional files that say which solution a member means, and what is in it. Compares by value.</summary>
internal sealed class SolutionFiles : IEquatable<SolutionFiles>
{
    private const string ParameterFile = ".nuke/parameters.json";

    private readonly ImmutableArray<SolutionFile> _files;
    private readonly string? _root;

    public SolutionFiles(ImmutableArray<SolutionFile> files, string? root)
    {
        _files = [.. files.Select(file => file with { Path = FilePath.Normalize(file.Path) })];
        _root = root is { Length: > 0 } ? FilePath.Normalize(root) : _files.Select(file => file.Path).FirstOrDefault(IsParameterFile) is { } parameters
            ? parameters.Substring(0, parameters.Length - ParameterFile.Length - 1)
            : null;
    }

    public static bool IsWanted(string path) => IsSolution(path) || EndsWith(path, ".slnf") || IsParameterFile(FilePath.Normalize(path));

    /// <summary>Reads the solution of a member, as a running build finds it: of the parameter file, else of the attribute, else the only one.</summary>
    /// <exception cref="UnreadableSolutionException">There is none or more than one, or it is not valid.</exception>
    public (string Path, SolutionTree Tree) Read(SolutionMember member)
    {
        var root = _root ?? throw UnreadableSolutionException.NotFound(
            "the compilation does not know the root of the build; import build/Plimsoll.Build.targets of the package, or set PlimsollBuildRoot");
        var path = FilePath.Combine(root, Given(member) ?? member.Path ?? OnlyOne(root));
        var file = Find(path, member);
        if (!EndsWith(path, ".slnf"))
            return (FilePath.Relative(root, path), Parse(file));

        var filter = SolutionFilterReader.Read(file);
        var whole = FilePath.Combine(FilePath.Parent(path), filter.Solution);
        return (FilePath.Relative(root, path), Parse(Find(whole, member)).Only(filter.Projects));
    }

    public bool Equals(SolutionFiles? other) => other is not null && _root == other._root && _files.SequenceEqual(other._files);

    public override bool Equals(object? obj) => Equals(obj as SolutionFiles);

    public override int GetHashCode() => _files.Length;

    private static bool IsSolution(string path) => EndsWith(path, ".sln") || EndsWith(path, ".slnx");

    private static bool IsParameterFile(string path) => path.EndsWith("/" + ParameterFile, StringComparison.Ordinal);

    private static bool EndsWith(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    private static SolutionTree Parse(SolutionFile file) => EndsWith(file.Path, ".slnx") ? SlnxReader.Read(file) : SlnReader.Read(file);

    /// <summary>A name without dashes, underscores and case, as parameters are compared.</summary>
    private static string KeyOf(string name) => name.Replace("-", "").Replace("_", "").ToUpperInvariant();

    private string? Given(SolutionMember member)
    {
        if (_files.FirstOrDefault(file => file.Path == FilePath.Combine(_root!, ParameterFile)) is not { } file)
            return null;
        var parameters = JsonText.Read(file) as IReadOnlyDictionary<string, object?>;
        return parameters?.FirstOrDefault(pair => KeyOf(pair.Key) == KeyOf(member.ParameterName)).Value as string;
    }

    private string OnlyOne(string root)
    {
        var found = _files.Select(file => file.Path).Where(path => IsSolution(path) && FilePath.Parent(path) == root).Distinct().OrderBy(path => path, StringComparer.Ordinal).ToList();
        return found.Count == 1 ? found[0] : throw UnreadableSolutionException.NotFound(found.Count == 0
            ? $"there is no solution in '{root}'; name one in [Solution(\"PATH\")] or in {ParameterFile}"
            : $"there are {found.Count} solutions in '{root}'; name one in [Solution(\"PATH\")] or in {ParameterFile}");
    }

    private SolutionFile Find(string path, SolutionMember member) =>
        _files.FirstOrDefault(file => file.Path == path)
        ?? _files.FirstOrDefault(file => string.Equals(file.Path, path, StringComparison.OrdinalIgnoreCase))
        ?? throw UnreadableSolutionException.NotFound(
            $"solution '{path}' does not exist, or is too deep below the root to be found: add <AdditionalFiles Include=\"{path}\" /> to the project");
}
