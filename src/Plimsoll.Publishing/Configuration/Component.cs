using System.Text.RegularExpressions;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing.Configuration;

/// <summary>A part of a repository with versions of its own (<c>components:</c>).</summary>
public sealed partial record Component
{
    /// <summary>Its name, such as <c>api</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What stands before the version in its git tags (<c>tagPrefix:</c>); the default is the name with <c>-v</c>: <c>api-v1.2.3</c>.</summary>
    public required string TagPrefix { get; init; }

    /// <summary>Globs of its files (<c>paths:</c>), <c>!</c> excludes; relative to the configuration file's folder. None means that every commit counts.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The image's name (<c>image:</c>), or <c>null</c> for the configuration's.</summary>
    public string? Image { get; init; }

    /// <summary>The registry (<c>registry:</c>), or <c>null</c> for the configuration's.</summary>
    public string? Registry { get; init; }

    /// <summary>Where it is published as well (the rest of the list under <c>registry:</c>). The default is none.</summary>
    public IReadOnlyList<string> MoreRegistries { get; init; } = [];

    /// <summary>The component's files, or <c>null</c> where it has no paths.</summary>
    /// <param name="folder">The folder that the globs start at, relative to the repository's root; empty for the root.</param>
    /// <exception cref="PlimsollException">A glob cannot be used; the message names the component (exit code 2).</exception>
    public PathFilter? FilesIn(string folder)
    {
        try
        {
            return Paths.Count > 0 ? PathFilter.Parse(Paths, folder) : null;
        }
        catch (PlimsollException exception)
        {
            throw PlimsollException.Usage($"components.{Name}.paths: {exception.Message}", exception.Advice, exception);
        }
    }

    /// <summary>The component of that name; case matters, as in git's tags.</summary>
    /// <exception cref="PlimsollException">There is none; the advice says which was probably meant (exit code 2).</exception>
    public static Component Find(PlimsollConfiguration configuration, string name)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.Components.FirstOrDefault(component => component.Name == name)
            ?? throw PlimsollException.Usage(
                $"There is no component '{name}'.",
                configuration.Components.Count > 0 ? Spelling.Advice(name, [.. configuration.Components.Select(component => component.Name)]) : "plimsoll.yml has no components: section.");
    }

    internal static IReadOnlyList<Component> Read(YamlSection? section)
    {
        var components = new List<Component>();
        foreach (var (name, member) in section?.Sections() ?? [])
        {
            components.Add(new Component
            {
                Name = name,
                TagPrefix = member.Text("tagPrefix") ?? $"{name}-v",
                Paths = member.Texts("paths"),
                Image = member.Text("image"),
                Registry = member.First("registry"),
                MoreRegistries = member.Rest("registry"),
            });
            member.RefuseOthers();
            Check(section!, components);
        }

        return components;
    }

    /// <summary>Names go into lists that scripts take apart, and a tag must say whose it is.</summary>
    private static void Check(YamlSection section, List<Component> components)
    {
        var added = components[^1];
        if (!NamePattern.IsMatch(added.Name))
            section.Report(section.KeyError(added.Name, $"'{added.Name}' under components: is not a valid component name", "Use letters, digits, '.', '_' and '-'."));
        if (components.Find(other => other != added && other.TagPrefix.Equals(added.TagPrefix, StringComparison.OrdinalIgnoreCase)) is { } same)
            section.Report(section.KeyError(added.Name, $"components '{same.Name}' and '{added.Name}' both have tagPrefix '{added.TagPrefix}', so their tags would be ambiguous", "Give each its own tagPrefix."));
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern { get; }
}
