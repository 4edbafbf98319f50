using Plimsoll.Oci;

namespace Plimsoll.Publishing.Builds;

/// <summary>Builds images by recipes. What it makes is one of the image sources.</summary>
internal sealed class ImageBuilder(PlimsollHost host)
{
    /// <exception cref="PlimsollException">
    /// The recipe cannot be followed (2), what it names does not exist (6), a builder is missing or failed (1), or the
    /// engine cannot be reached (4, 7).
    /// </exception>
    public async Task<BuiltImage> BuildAsync(BuildRecipe recipe, ImageMetadata marks, CancellationToken cancellationToken)
    {
        using var group = host.BeginGroup($"Build {Path.GetRelativePath(host.Directory, recipe.Path).Replace(Path.DirectorySeparatorChar, '/')}");
        if (recipe.Kind == BuildKind.Project)
            return await new ProjectBuild(host).RunAsync(recipe, marks, cancellationToken);

        Check(recipe);
        var buildKit = recipe.Via == BuildVia.Engine ? null : await BuildKitCommand.FindAsync(host.Environment, recipe.Context, cancellationToken);
        if (buildKit is not null)
            return await new BuildKitBuild(host, buildKit).RunAsync(recipe, marks, cancellationToken);

        if (recipe.Via == BuildVia.BuildKit)
            throw BuildKitCommand.Missing("BuildKit was requested");
        return await new EngineBuild(host).RunAsync(recipe, marks, cancellationToken);
    }

    private static void Check(BuildRecipe recipe)
    {
        if (!Directory.Exists(recipe.Context))
            throw PlimsollException.NotFound($"The build context {recipe.Context} does not exist.");
        if (!File.Exists(recipe.Path))
            throw PlimsollException.NotFound($"The Dockerfile {recipe.Path} does not exist.");
    }
}
