namespace Plimsoll.Publishing.Configuration.Keys;

/// <summary>The keys of <c>sync:</c>, and of a file that contains nothing else.</summary>
internal static class SyncKeys
{
    private static readonly ConfigurationValue Rule = ConfigurationValue.Section(
        new("semver", "Versions, such as '>=1.25 <2', ^1.2 or 1.2.x; prereleases only where the range names one.", ConfigurationValue.Text),
        new("newest", "How many versions, the highest first; all variants of a version count as one.", ConfigurationValue.Text),
        new("match", "Patterns with * and ? that the tag must match.", ConfigurationValue.Texts),
        new("exclude", "Patterns with * and ? that the tag must not match.", ConfigurationValue.Texts),
        new("age", "Greatest age of the image, such as 180d, 8w or 12h.", ConfigurationValue.Text));

    /// <summary>The section: what is mirrored, from where to where.</summary>
    public static ConfigurationValue Sync { get; } = ConfigurationValue.Section(
        From,
        new("to", "Registry to copy to, with the start of a repository, or oci:PATH for a folder of OCI layouts.", ConfigurationValue.Text) { IsRequired = true },
        new("repositories", "The repositories.", new ConfigurationValue { Item = Repository }) { IsRequired = true });

    private static ConfigurationKey From => new("from", "Registry to copy from, or oci:PATH [default: the names are complete].", ConfigurationValue.Text);

    private static ConfigurationValue Repository => ConfigurationValue.Section(
        new("name", "Repository in 'from', such as library/nginx.", ConfigurationValue.Text) { IsRequired = true },
        From with { Description = "Registry to copy from [default: that of the section]." },
        new("to", "Name of the repository in the destination [default: 'name' without registry].", ConfigurationValue.Text),
        new("tags", "Which tags: a mapping of conditions that must all be met, or a list of mappings and patterns of which one must [default: all tags].", Rule with { TakesText = true, Item = Rule with { Name = "syncRule", TakesText = true } }),
        new("platforms", "Platforms to copy of an index [default: all].", ConfigurationValue.Texts)) with { TakesText = true };
}
