using System.Globalization;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Configuration;

/// <summary>The section <c>sync:</c>, or a file that is one: repositories, and which of their tags are mirrored to where. Paths start at the file's folder.</summary>
internal static class SyncSection
{
    public static IReadOnlyList<SyncRepository> Read(string file, YamlSection? section)
    {
        if (section is null)
            return [];

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var repositories = new List<SyncRepository>();
        var (from, to) = (section.Text("from"), section.RequiredText("to"));
        foreach (var item in section.Items("repositories") ?? [])
            if (item.Read(entry => ReadRepository(entry, from, to, folder), null) is { } repository)
                repositories.Add(repository);
        if (!section.Names.Contains("repositories") && !section.MeansAny("repositories"))
            section.Report(section.Error("there is nothing to mirror: 'repositories' is missing"));
        else if (section.Names.Contains("repositories") && !section.IsList("repositories"))
            section.Report(section.Error("repositories", "it must be a list"));
        section.RefuseOthers();
        return repositories;
    }

    private static SyncRepository? ReadRepository(YamlItem item, string? from, string to, string folder)
    {
        if (item.Scalar is { } name)
            return name.Length > 0 ? Create(item, name, from, to, target: null, folder) : throw item.Error($"'{item.Path}' must name a repository");

        var section = item.Section;
        var (named, source, target) = (section.RequiredText("name"), section.Text("from") ?? from, section.Text("to"));
        var repository = named.Length == 0 || to.Length == 0 ? null : Create(item, named, source, to, target, folder);
        var (tags, platforms) = (ReadTags(section), ReadPlatforms(section));
        section.RefuseOthers();
        return repository is null ? null : repository with { Tags = tags, Platforms = platforms };
    }

    private static SyncRepository Create(YamlItem item, string name, string? from, string to, string? target, string folder)
    {
        try
        {
            return new SyncRepository(SyncRepository.Join(from, name, folder), SyncRepository.Join(to, target ?? WithoutRegistry(name, from), folder));
        }
        catch (PlimsollException exception) when (exception is not ConfigurationMistake)
        {
            throw item.Error($"'{item.Path}': {exception.Message.TrimEnd('.')}", exception.Advice);
        }
    }

    /// <summary>The name in the mirror: as it is written, but no registry in it, and no path of a layout.</summary>
    private static string WithoutRegistry(string name, string? from) =>
        from is not null ? name
        : name.StartsWith("oci:", StringComparison.Ordinal) ? Path.GetFileName(name["oci:".Length..].TrimEnd('/'))
        : ImageReference.NamesRegistry(name) ? name[(name.IndexOf('/') + 1)..]
        : name;

    private static IReadOnlyList<TagSelection> ReadTags(YamlSection section) =>
        [.. (section.Items("tags") ?? section.One("tags")).Select(item => item.Read(ReadRule, null)).OfType<TagSelection>()];

    private static TagSelection? ReadRule(YamlItem item)
    {
        if (item.Scalar is { } pattern)
            return pattern.Length > 0 ? new TagSelection { Match = [pattern] } : throw item.Error($"'{item.Path}' must be a pattern or a mapping of conditions");

        var section = item.Section;
        var rule = new TagSelection
        {
            Versions = section.Read("semver", (text, at) => VersionRange.TryParse(text, out var range, out var error) ? range : throw at.Error($"'{at.Path}': '{text}' is not a version range: {error}"), null),
            Newest = section.Read<int?>("newest", (text, at) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : throw at.Error($"'{at.Path}' must be a number from 1, not '{text}'"), null),
            Match = section.Texts("match"),
            Exclude = section.Texts("exclude"),
            Age = section.Read<TimeSpan?>("age", (text, at) => AgeText.Parse(text) ?? throw at.Error($"'{at.Path}' must be {AgeText.Form}, not '{text}'"), null),
        };
        section.RefuseOthers();
        return rule;
    }

    private static IReadOnlyList<Platform> ReadPlatforms(YamlSection section) =>
        [.. section.Texts("platforms").Select(text => Platform.TryParse(text, out var platform) ? platform : throw section.Error("platforms", $"'{text}' is not a platform such as linux/amd64")).Distinct()];
}
