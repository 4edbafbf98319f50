using System.Text.RegularExpressions;

namespace Plimsoll.Build.Generators.Solutions;

/// <summary>Reads <c>.sln</c> files: their lines with projects, and the section that says which folder each is in.</summary>
internal static class SlnReader
{
    private const string FolderType = "{2150E333-8FDC-42A3-9474-1A3956D46DE8}";

    private static readonly Regex ProjectLine = new(
        "^\\s*Project\\(\"(?<type>[^\"]*)\"\\)\\s*=\\s*\"(?<name>[^\"]*)\"\\s*,\\s*\"(?<path>[^\"]*)\"\\s*,\\s*\"(?<id>[^\"]*)\"", RegexOptions.CultureInvariant);

    private static readonly Regex NestedLine = new("^\\s*(?<child>\\{[^}]*\\})\\s*=\\s*(?<parent>\\{[^}]*\\})", RegexOptions.CultureInvariant);

    /// <exception cref="UnreadableSolutionException">It is not a solution.</exception>
    public static SolutionTree Read(SolutionFile file)
    {
        var lines = file.Text.Split('\n');
        if (!lines.Any(line => line.TrimStart('\uFEFF').StartsWith("Microsoft Visual Studio Solution File", StringComparison.Ordinal)))
            throw UnreadableSolutionException.NotValid(file.Path, 1, "it does not begin with 'Microsoft Visual Studio Solution File'");

        var items = new List<(string Id, SolutionTree? Folder, SolutionProject? Project)>();
        var parents = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var isNesting = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var text = lines[i].Trim();
            if (text.StartsWith("Project(", StringComparison.Ordinal))
                items.Add(ReadItem(file, i, text));
            else if (text.StartsWith("GlobalSection(NestedProjects)", StringComparison.Ordinal))
                isNesting = true;
            else if (text == "EndGlobalSection")
                isNesting = false;
            else if (isNesting && NestedLine.Match(text) is { Success: true } nested)
                parents[nested.Groups["child"].Value] = nested.Groups["parent"].Value;
        }

        return Build(items, parents);
    }

    private static (string Id, SolutionTree? Folder, SolutionProject? Project) ReadItem(SolutionFile file, int index, string text)
    {
        var match = ProjectLine.Match(text);
        if (!match.Success)
            throw UnreadableSolutionException.NotValid(file.Path, index + 1, "a project has the form Project(\"{TYPE}\") = \"NAME\", \"PATH\", \"{ID}\"");
        var (id, name) = (match.Groups["id"].Value, match.Groups["name"].Value);
        return match.Groups["type"].Value.Equals(FolderType, StringComparison.OrdinalIgnoreCase)
            ? (id, new SolutionTree(name), null)
            : (id, null, new SolutionProject(name, FilePath.Normalize(match.Groups["path"].Value)));
    }

    private static SolutionTree Build(List<(string Id, SolutionTree? Folder, SolutionProject? Project)> items, Dictionary<string, string> parents)
    {
        var solution = new SolutionTree("");
        var folders = new Dictionary<string, SolutionTree>(StringComparer.OrdinalIgnoreCase);
        foreach (var (id, folder, _) in items)
            if (folder is not null)
                folders[id] = folder;
        foreach (var (id, folder, project) in items)
        {
            var parent = parents.TryGetValue(id, out var over) && folders.TryGetValue(over, out var known) && !IsWithin(over, id, parents) ? known : solution;
            if (folder is not null)
                parent.Add(folder);
            else if (project is not null)
                parent.Add(project);
        }

        return solution;
    }

    /// <summary>Whether a folder is the other, or in it: a circle would never end.</summary>
    private static bool IsWithin(string folder, string other, Dictionary<string, string> parents)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (string? id = folder; id is not null && seen.Add(id); id = parents.TryGetValue(id, out var next) ? next : null)
            if (id.Equals(other, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
