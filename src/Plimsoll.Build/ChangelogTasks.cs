namespace Plimsoll.Build;

/// <summary>
/// Reads changelogs in Markdown: sections with a heading of the second level that begins with a version, <c>## [2.1.0] - 2026-05-19</c>,
/// the newest first.
/// </summary>
public static class ChangelogTasks
{
    /// <summary>The notes of a section, without blank lines.</summary>
    /// <param name="changelogFile">The file.</param>
    /// <param name="tag">The first word of the section's heading, brackets aside; the default is the newest section that has notes.</param>
    /// <exception cref="BuildException">There is no such file or section (exit code 2).</exception>
    public static IEnumerable<string> ExtractChangelogSectionNotes(string changelogFile, string? tag = null)
    {
        if (!File.Exists(changelogFile))
            throw BuildException.Usage($"Changelog {changelogFile} does not exist.");
        var sections = ReadSections(changelogFile);
        return sections.FirstOrDefault(section => tag is null ? section.Notes.Count > 0 : section.Caption.Equals(tag, StringComparison.OrdinalIgnoreCase)).Notes
            ?? throw BuildException.Usage($"Changelog {changelogFile} has no section {tag ?? "with notes"}.", $"Add one: ## [{tag ?? "VERSION"}]");
    }

    /// <summary>The notes of the newest section as packages show them, with the address of the whole for a repository at GitHub.</summary>
    /// <param name="changelogFile">The file.</param>
    /// <param name="repository">The repository that it is in; the default is none.</param>
    /// <exception cref="BuildException">There is no such file, or no section with notes (exit code 2).</exception>
    public static string GetNuGetReleaseNotes(string changelogFile, GitRepository? repository = null)
    {
        var notes = ExtractChangelogSectionNotes(changelogFile)
            .Select(line => line.TrimStart() is ['-' or '*' or '+', ' ', .. var item] ? $"{line[..^line.TrimStart().Length]}• {item}" : line)
            .Select(line => line.Replace("`", ""))
            .ToList();
        if (Tools.GitHubTasks.IsGitHubRepository(repository) && repository.Branch is not null)
            notes.AddRange(["", $"Full changelog at {Tools.GitHubTasks.GetGitHubBrowseUrl(repository, changelogFile, itemType: Tools.GitHubItemType.File)}"]);
        return string.Join('\n', notes);
    }

    private static List<(string Caption, List<string> Notes)> ReadSections(string file)
    {
        var sections = new List<(string Caption, List<string> Notes)>();
        foreach (var line in File.ReadLines(file))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                sections.Add((line[3..].Trim().Split(' ', '/')[0].Trim('[', ']'), []));
            else if (sections is [.., var section] && line.Trim().Length > 0 && !IsLinkTarget(line))
                section.Notes.Add(line.TrimEnd());
        }

        return sections;
    }

    /// <summary>The addresses of headings at the end of the file.</summary>
    private static bool IsLinkTarget(string line) => line.StartsWith('[') && line.Contains("]:", StringComparison.Ordinal);
}
