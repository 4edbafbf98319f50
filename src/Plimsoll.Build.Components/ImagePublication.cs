using NuGet.Versioning;
using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Reports;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Build.Components;

/// <summary>A publication of a build: what is asked for by its parameters and <c>plimsoll.yml</c>, and its record.</summary>
internal static class ImagePublication
{
    public static PublishRequest RequestOf(IPublishImages build)
    {
        var recipe = build.ImageBuild;
        var request = new PublishRequest
        {
            Source = recipe is null ? build.ImageSource : ImageLocation.ForFiles(recipe.Context),
            Image = ((IShipImages)build).ImageName,
            Registry = ShippedImage.RegistryOf(build),
            RepositoryPath = build.RootDirectory,
            Environment = build.Environment,
            Rules = ShippedImage.RulesOf(build, build.Environment) with
            {
                Strategies = build.TagStrategies,
                Only = StrategyList.Parse(build.Tags ?? []),
                AllowDirty = build.AllowDirty,
            },
            Policy = ShippedImage.ConfigurationOf(build).ToImagePolicy(),
            Via = build.Via,
            Entrypoint = build.ImageEntrypoint,
            Verification = build.Verify,
            ReleaseHold = build.ReleaseHold,
        };
        return recipe?.ApplyTo(request) ?? request;
    }

    /// <summary>The highest version among the release tags at HEAD, by the prefix that publishing derives tags by; <c>null</c> where there is none or no repository.</summary>
    public static SemanticVersion? ReleaseAtHead(IShipImages build)
    {
        try
        {
            var prefix = ShippedImage.RulesOf(build, environment: null).TagPrefix;
            return BuildPlimsoll.Create(build).ReadRepository().TagsAtHead
                .Select(name => ReleaseTag.TryParse(name, prefix, out var tag) ? tag.Version : null)
                .OfType<SemanticVersion>()
                .Max(SemanticVersionOrder.Instance);
        }
        catch (PlimsollException)
        {
            // Sources without a repository compile too; publishing them is what fails, and says why.
            return null;
        }
    }

    /// <summary>Writes the receipt and tells what is in it.</summary>
    /// <returns>The file, as it is named to readers.</returns>
    public static async Task<string> RecordAsync(IPlimsollBuild build, Receipt receipt)
    {
        var file = Path.GetRelativePath(build.RootDirectory, await ReceiptFile.WriteAsync(receipt, build.RootDirectory, path: null));
        foreach (var line in ReceiptLines.Format(receipt))
            build.Log.Information("{0}", line);
        build.Log.Information("receipt: {0}", file);
        return file;
    }
}
