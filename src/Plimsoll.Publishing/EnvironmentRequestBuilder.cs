using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing;

/// <summary>
/// Makes requests to promote and to roll back of what the user gave, the environment and <c>plimsoll.yml</c>: which image is
/// meant, and where its tags are. Names of <c>plimsoll.yml</c> count before those of Docker Hub.
/// </summary>
/// <param name="given">What the user gave.</param>
/// <param name="environment">The environment variables.</param>
/// <param name="configuration">The configuration.</param>
/// <param name="readRepository">Reads the git repository, where the release at HEAD is asked for.</param>
public sealed class EnvironmentRequestBuilder(
    EnvironmentSettings given, Func<string, string?> environment, PlimsollConfiguration configuration, Func<RepositoryState> readRepository)
{
    private readonly Lazy<Component?> _component = new(() =>
        (given.Component ?? environment("PLIMSOLL_COMPONENT")) is { } name ? Component.Find(configuration, name) : null);

    /// <summary>Makes the requests of a promotion: one for each image of the release, or for the one that is named.</summary>
    /// <exception cref="PlimsollException">The environment or the image is not named or not one of the configuration's, or a name is not valid (exit code 2).</exception>
    public IReadOnlyList<PromotionRequest> BuildPromotion()
    {
        var to = configuration.ResolveEnvironment(given.Environment
            ?? throw PlimsollException.Usage("No environment to promote to was specified.", $"Specify it ({given.SettingName("promote-to")})."));
        return [.. FindPromoted().Select(found => new PromotionRequest
        {
            Source = found.Source,
            Destination = found.Destination,
            Environment = to,
            Rules = configuration.RulesFor(to, found.Component),
            Directory = given.Directory,
            ReleaseHold = given.ReleaseHold,
        })];
    }

    /// <summary>Makes the request of a rollback.</summary>
    /// <exception cref="PlimsollException">The environment or the image is not named, a name is not valid, or a receipt cannot be used (exit code 2); or there is no such receipt (6).</exception>
    public RollbackRequest BuildRollback()
    {
        var from = configuration.ResolveEnvironment(given.Environment ?? environment("PLIMSOLL_ENVIRONMENT")
            ?? throw PlimsollException.Usage("No environment to roll back was specified.", $"Specify it ({given.SettingName("environment")}), or set PLIMSOLL_ENVIRONMENT."));
        var named = GivenImage is { } name ? FindImage(name, isPromoted: false).Resolve(given.Directory) : null;
        var target = RollbackTarget.Parse(given.To, given.Directory, named);
        return new RollbackRequest
        {
            Destination = named ?? FindRolledBack(target, from),
            Environment = from,
            Target = target,
            Floating = given.Floating,
            Reason = given.Reason,
            Rules = configuration.RulesFor(from, _component.Value),
            Directory = given.Directory,
            ReleaseHold = given.ReleaseHold,
        };
    }

    /// <summary>The registry that counts before those of the configuration. One that is given to a promotion is where the image comes to.</summary>
    private string? RegistryOf(bool isPromoted) => (isPromoted ? null : given.Registry) ?? environment("PLIMSOLL_REGISTRY");

    private string? GivenImage => given.Image ?? environment("PLIMSOLL_IMAGE");

    private IReadOnlyList<Promoted> FindPromoted()
    {
        if (given.Source is not { } text)
            return PromoteRelease(FindOwnImages(isPromoted: true), renamed: null);
        if (Digest.TryParse(text, out _))
            return PromoteAll(FindOwnImages(isPromoted: true) is [var only] ? only : throw OneOf($"'{text}' could be of any of"), $"@{text}", renamed: null);

        var (name, selector) = Split(text);
        if (FindNamed(name, isPromoted: true) is { } image)
            return selector is null ? PromoteRelease([image], given.DestinationImage) : PromoteAll(image, selector, given.DestinationImage);
        if (!name.Contains('/') && selector is not [':', ..])
            return [.. ThoseReleasedAs(name, FindOwnImages(isPromoted: true)).SelectMany(own => PromoteAll(own, $":{text}", renamed: null))];

        // A name without a registry is put behind that of environment and configuration, as publishing does.
        var registry = RegistryOf(isPromoted: true) ?? configuration.Registry;
        var source = ImageLocation.Parse(text, given.Directory);
        if (source.Reference is not null && registry is not null && !ImageReference.NamesRegistry(name) && !text.StartsWith("docker://", StringComparison.Ordinal))
            return [Promote(new NamedImage(name, name, registry, Component: null), selector ?? "", given.DestinationImage)];

        return [new Promoted(source, Move(source, source.Reference?.Repository, given.DestinationImage), null)];
    }

    /// <summary>Of each image the release at HEAD; one whose component is not released there has no part in it.</summary>
    private IReadOnlyList<Promoted> PromoteRelease(IReadOnlyList<NamedImage> images, string? renamed)
    {
        var tags = readRepository().TagsAtHead;
        var released = images
            .Select(image => (Image: image, Release: ReleaseTag.FindHighest(tags, PrefixOf(image), configuration.Tags.IgnoreTags)))
            .Where(found => found.Release is not null)
            .ToList();
        return released.Count > 0
            ? [.. released.SelectMany(found => PromoteAll(found.Image, $":{found.Release!.Version.ToNormalizedString()}", renamed))]
            : throw PlimsollException.Usage("No image to promote was specified, and there is no release tag at HEAD.", $"Specify it ({given.SettingName("promote-image")}): a tag, a digest or a reference.");
    }

    /// <summary>
    /// Those of several images that a version is of. What belongs to no component has the versions of the repository; else the
    /// git tags tell which component's version it is. Any other tag is of all.
    /// </summary>
    private IReadOnlyList<NamedImage> ThoseReleasedAs(string tag, IReadOnlyList<NamedImage> images)
    {
        if (images.Select(image => image.Component).Distinct().Count() == 1 || !SemanticVersion.TryParse(tag, out var version))
            return images;

        var ofRepository = images.Where(image => image.Component is null).ToList();
        if (ofRepository.Count > 0)
            return ofRepository;

        var gitTags = readRepository().Tags;
        var components = images
            .Select(image => image.Component!)
            .Distinct()
            .Where(component => gitTags.Any(name => ReleaseTag.TryParse(name, component.TagPrefix, out var release) && release.Version == version))
            .ToList();
        return components is [var only]
            ? [.. images.Where(image => image.Component == only)]
            : throw OneOf($"'{tag}' is a version of {(components.Count == 0 ? "none" : "several")} of");
    }

    private PlimsollException OneOf(string what)
    {
        var names = FindOwnImages(isPromoted: true).Select(image => image.Name).ToList();
        return PlimsollException.Usage($"{what} the images in plimsoll.yml: {string.Join(", ", names)}.", $"Include the name of the image, for example {names[0]}:2.1.0, or specify the component ({given.SettingName("component")}).");
    }

    private string? PrefixOf(NamedImage image) => (image.Component ?? _component.Value)?.TagPrefix ?? configuration.Version.TagPrefix;

    /// <summary>An image of several registries is promoted in each, unless it comes to one that is given.</summary>
    private IReadOnlyList<Promoted> PromoteAll(NamedImage image, string selector, string? renamed) =>
        [.. (given.Registry is null ? image.Copies.Prepend(image) : [image]).Select(copy => Promote(copy, selector, renamed))];

    private Promoted Promote(NamedImage image, string selector, string? renamed)
    {
        var place = image.Resolve(given.Directory);
        var source = place.Reference is { } reference ? ImageLocation.ForRegistry(ImageReference.Parse(reference + selector))
            : selector.Contains('@') ? throw PlimsollException.Usage($"An image in the OCI layout {place.Path} must be promoted by its tag, not by '{selector.TrimStart(':', '@')}'.")
            : ImageLocation.ForLayout(place.Path, selector[1..]);
        return new Promoted(source, Move(place, IsWhole(image.Image) ? place.Reference?.Repository : image.Image, renamed) ?? place, image.Component ?? _component.Value);
    }

    /// <summary>Where an image comes to that does not stay where it is; without a registry it stays in its own. <c>null</c> where neither name nor registry is given.</summary>
    private ImageLocation? Move(ImageLocation source, string? name, string? renamed)
    {
        if (renamed is null && given.Registry is null)
            return null;

        name = renamed ?? name ?? throw PlimsollException.Usage($"'{source}' has no name to combine with the registry.", $"Specify the name of the image ({given.SettingName("image")}).");
        return PublishDestination.Resolve(name, given.Registry ?? (IsWhole(name) ? null : source.Reference?.Registry), given.Directory);
    }

    /// <summary>The images that are meant where what is promoted names none: those that are given, else those of the configuration.</summary>
    private IReadOnlyList<NamedImage> FindOwnImages(bool isPromoted)
    {
        if (GivenImage is { } name)
            return [FindImage(name, isPromoted)];

        var named = Named(isPromoted);
        if (_component.Value is { } component)
            return named.Where(image => image.Component == component).ToList() is { Count: > 0 } ofComponent ? ofComponent : [FindImage(configuration.Image ?? throw NoName(), isPromoted)];
        if (configuration.Images.Count > 0)
            return [.. named.Take(configuration.Images.Count)];
        if (configuration.Image is not null)
            return [named[0]];
        return named.Count > 0 ? named : throw NoName();
    }

    private PlimsollException NoName() => PlimsollException.Usage("No image name was specified.", $"Specify it ({given.SettingName("image")}), set PLIMSOLL_IMAGE, or set 'image:' in plimsoll.yml.");

    /// <summary>What the receipt is of, else what the configuration names, else the only image that the environment has receipts of.</summary>
    private ImageLocation FindRolledBack(RollbackTarget target, string from)
    {
        if (target.Receipt is { } receipt)
            return ReceiptDestination.Resolve(receipt, given.Directory);
        if (_component.Value is not null || Named(isPromoted: false).Count > 0)
            return FindOwnImages(isPromoted: false) is [var own] ? own.Resolve(given.Directory)
                : throw PlimsollException.Usage(
                    $"plimsoll.yml lists several images: {string.Join(", ", FindOwnImages(isPromoted: false).Select(image => image.Name))}.",
                    $"Specify which one to roll back ({given.SettingName("image")}).");

        var known = ReceiptFolder.Read(ReceiptFile.FolderIn(given.Directory)).Receipts
            .Select(recorded => recorded.Receipt)
            .Where(recorded => recorded.Environment == from)
            .DistinctBy(recorded => recorded.Destination)
            .ToList();
        return known switch
        {
            [var only] => ReceiptDestination.Resolve(only, given.Directory),
            [] => throw NoName(),
            _ => throw PlimsollException.Usage($"Environment '{from}' has receipts for several images: {string.Join(", ", known.Select(recorded => recorded.Destination).Order(StringComparer.Ordinal))}.", $"Specify which one to roll back ({given.SettingName("image")})."),
        };
    }

    private IReadOnlyList<NamedImage> Named(bool isPromoted) => [.. NamedImage.All(configuration, RegistryOf(isPromoted)).Select(image => OrGiven(image, isPromoted))];

    /// <summary>What is published under that name of the configuration, as it is called there or as it is published.</summary>
    private NamedImage? FindNamed(string name, bool isPromoted)
    {
        var named = Named(isPromoted);
        return named.FirstOrDefault(image => image.Name == name) ?? named.FirstOrDefault(image => image.Image == name);
    }

    private NamedImage FindImage(string name, bool isPromoted)
    {
        if (FindNamed(name, isPromoted) is { } image)
            return image;

        var registry = RegistryOf(isPromoted) ?? _component.Value?.Registry ?? configuration.Registry;
        return OrGiven(new NamedImage(name, name, NamedImage.RegistryFor(configuration, name, registry), _component.Value), isPromoted);
    }

    /// <summary>Where nothing else says which registry an image is in, it is in the one that it comes to.</summary>
    private NamedImage OrGiven(NamedImage image, bool isPromoted) =>
        isPromoted && image.Registry is null && !IsWhole(image.Image) ? image with { Registry = given.Registry } : image;

    private static bool IsWhole(string name) => name.StartsWith("oci:", StringComparison.Ordinal) || ImageReference.NamesRegistry(name);

    /// <summary>The name, and what chooses one of its images with the sign before it; <c>null</c> where nothing does.</summary>
    private static (string Name, string? Selector) Split(string text)
    {
        var at = text.IndexOf('@');
        var end = at < 0 ? text.Length : at;
        var colon = text.LastIndexOf(':', end - 1);
        var start = colon > text.LastIndexOf('/', end - 1) ? colon : end;
        return (text[..start], start < text.Length ? text[start..] : null);
    }

    /// <summary>An image that is promoted, where it comes to where that is not its own place, and the component whose versions it has.</summary>
    private sealed record Promoted(ImageLocation Source, ImageLocation? Destination, Component? Component);
}
