using System.Text.RegularExpressions;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Gates;
using Plimsoll.Publishing.Sboms;

namespace Plimsoll.Publishing.Configuration;

/// <summary>One of several images that are published together (<c>images:</c>).</summary>
public sealed partial record ConfiguredImage
{
    /// <summary>What it is called among the others.</summary>
    public required string Name { get; init; }

    /// <summary>What is published (<c>source:</c>), in the syntax of image names, relative to the configuration file's folder; <c>null</c> where <see cref="Build"/> makes it.</summary>
    public string? Source { get; init; }

    /// <summary>How what is published is built (<c>build:</c>); <c>null</c> where <see cref="Source"/> names it.</summary>
    public BuildRecipe? Build { get; init; }

    /// <summary>The image's name (<c>image:</c>), or <c>null</c> for the component's, else <see cref="Name"/>.</summary>
    public string? Image { get; init; }

    /// <summary>The registry (<c>registry:</c>), or <c>null</c> for the component's, else the configuration's.</summary>
    public string? Registry { get; init; }

    /// <summary>Where it is published as well (the rest of the list under <c>registry:</c>). The default is none.</summary>
    public IReadOnlyList<string> MoreRegistries { get; init; } = [];

    /// <summary>The component whose versions it has (<c>component:</c>), or <c>null</c> for those of the repository.</summary>
    public string? Component { get; init; }

    /// <summary>The platforms (<c>platform:</c>, one or a list); several make an index. None means the source as it is, or what <see cref="Build"/> says.</summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [];

    /// <summary>Whether provenance is made for it (<c>provenance:</c>), or <c>null</c> for what the configuration says.</summary>
    public ProvenanceMode? Provenance { get; init; }

    /// <summary>The SBOM that is attached to it (<c>sbom:</c>): a file, absolute, <c>auto</c> or <c>false</c>; or <c>null</c> for what the configuration says.</summary>
    public string? Sbom { get; init; }

    /// <summary>The commands that it must pass before it is published (<c>gate:</c>); <c>null</c> for what the configuration says.</summary>
    public IReadOnlyList<ImageGate>? Gates { get; init; }

    /// <summary>How it is signed (<c>sign:</c>), or <c>null</c> for what the configuration says.</summary>
    public SignConfiguration? Sign { get; init; }

    internal static IReadOnlyList<ConfiguredImage> Read(string file, YamlSection? section)
    {
        var images = new List<ConfiguredImage>();
        foreach (var (name, member) in section?.Sections() ?? [])
        {
            if (!NamePattern.IsMatch(name))
                section!.Report(section.KeyError(name, $"'{name}' under images: is not a valid image name", "Use letters, digits, '.', '_' and '-'; image: and registry: set where it is published."));

            var image = new ConfiguredImage
            {
                Name = name,
                Source = member.Text("source"),
                Build = BuildSection.Read(file, member.Section("build")),
                Image = member.Text("image"),
                Registry = member.First("registry"),
                MoreRegistries = member.Rest("registry"),
                Component = member.Text("component"),
                Platforms = BuildSection.Platforms(member),
                Sbom = SbomSetting.Resolve(member.Text("sbom"), file),
                Gates = GateSection.Read(file, member),
                Sign = SignConfiguration.Read(member, file),
                Provenance = member.Choice("provenance") is { } provenance ? ProvenanceSetting.Parse(provenance) : null,
            };
            member.RefuseOthers();
            if (image is { Source: not null, Build: not null })
                member.Report(member.Error("build", "'source' and 'build' cannot be combined"));
            else if (!member.MeansAny("source", "build"))
                member.Report(member.Error($"'{name}' under images: has nothing to publish: it needs 'source' or 'build'"));
            images.Add(image);
        }

        return images;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern { get; }
}
