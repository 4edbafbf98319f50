using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Diagnosis;

/// <summary>The repositories of the configuration: whether their registries answer, and accept the credentials that there are.</summary>
internal static class RegistryDiagnosis
{
    public static async Task<IReadOnlyList<DiagnosisItem>> DiagnoseAsync(PlimsollHost host, PlimsollConfiguration configuration, CancellationToken cancellationToken)
    {
        IReadOnlyList<ImageReference> repositories;
        try
        {
            repositories = [.. NamedImage.All(configuration, host.Environment("PLIMSOLL_REGISTRY")).Select(image => image.Resolve(host.Directory).Reference).OfType<ImageReference>().DistinctBy(reference => reference.FamiliarName)];
        }
        catch (PlimsollException exception)
        {
            return [Doctor.Missing(host, "registry", exception)];
        }

        if (repositories.Count == 0)
            return [new DiagnosisItem("registry", DiagnosisState.Unused, "the configuration names no image in a registry", "Set 'image:' and 'registry:' in plimsoll.yml, or PLIMSOLL_REGISTRY.")];
        return await Task.WhenAll(repositories.Select(repository => DiagnoseAsync(host, repository, cancellationToken)));
    }

    private static async Task<DiagnosisItem> DiagnoseAsync(PlimsollHost host, ImageReference reference, CancellationToken cancellationToken)
    {
        try
        {
            // As publishing does it: a token that allows less is noticed here, and whether there is such a tag does not matter.
            var credential = await host.FindCredentialAsync(reference, cancellationToken);
            await host.OpenRegistry(reference, RepositoryAccess.Push).ResolveAsync("latest", cancellationToken);
            return new DiagnosisItem("registry", DiagnosisState.Ok, $"{reference.FamiliarName}: {(credential is null ? "without credentials" : $"as {credential}")}");
        }
        catch (PlimsollException exception)
        {
            return Doctor.Missing(host, "registry", exception);
        }
    }
}
