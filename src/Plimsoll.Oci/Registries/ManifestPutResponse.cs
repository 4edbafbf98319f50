namespace Plimsoll.Oci.Registries;

/// <summary>What a registry confirms of a manifest that it took.</summary>
/// <param name="ListsReferrer">Whether it lists the manifest among the referrers of its subject (<c>OCI-Subject</c>).</param>
/// <param name="Tags">The tags in the address that it wrote (<c>OCI-Tag</c>, in one header or several).</param>
internal sealed record ManifestPutResponse(bool ListsReferrer, IReadOnlyList<string> Tags)
{
    public static ManifestPutResponse FromResponse(HttpResponseMessage response) => new(
        response.Headers.NonValidated.Contains("OCI-Subject"),
        response.Headers.NonValidated.TryGetValues("OCI-Tag", out var values)
            ? [.. values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]
            : []);
}
