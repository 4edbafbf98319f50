using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Engine;
using Plimsoll.Publishing.Builds.Context;

namespace Plimsoll.Publishing.Builds;

/// <summary>Builds a Dockerfile by the engine's classic builder. The image stays in the engine, without a name.</summary>
internal sealed class EngineBuild(PlimsollHost host)
{
    public async Task<BuiltImage> RunAsync(BuildRecipe recipe, ImageMetadata marks, CancellationToken cancellationToken)
    {
        if (recipe.Secrets.Count > 0)
            throw BuildKitCommand.Missing("The Docker Engine's classic builder does not support build secrets");
        if (recipe.Provenance is not (null or BuildProvenance.None) || recipe.Sbom == true)
            throw BuildKitCommand.Missing("The Docker Engine's classic builder makes no provenance and no SBOM");
        if (recipe.Cache is { IsInRegistry: false })
            throw BuildKitCommand.Missing("The Docker Engine's classic builder does not support caches of other places");
        if (recipe.Platforms.Count > 1)
            throw BuildKitCommand.Missing("The Docker Engine's classic builder supports one platform at a time");
        if (host.Engine is not IDockerfileBuilder engine)
            throw PlimsollException.Usage($"The Docker Engine at {host.Engine.Endpoint} cannot build images.", "Set 'via: buildkit' in the build: section.");

        var context = DockerfileContext.Read(recipe);
        var id = await engine.BuildAsync(
            new DockerfileBuild(context.Dockerfile, (stream, cancel) => context.WriteAsync(stream, marks.Created, cancel))
            {
                Target = recipe.Target,
                Arguments = recipe.Arguments,
                Labels = marks.Labels,
                Platform = recipe.Platforms is [var platform] ? platform : null,
            },
            host.BuildOutput,
            cancellationToken);
        return new BuiltImage(ImageLocation.Parse($"docker-daemon:{id}"), marks, folder: null);
    }
}
