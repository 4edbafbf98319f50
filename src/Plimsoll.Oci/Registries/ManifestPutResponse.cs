namespace Plimsoll.Oci.Registries;

/// <summary>What a registry confirms of a manifest that it took.</summary>
/// <param name="ListsReferrer">Whether it lists the manifest among the referrers of its subject (<c>OCI-Subject</c>).</param>
/// <param name="Tags">The tags that it wrote: of those behind the address, what it confirms (<c>OCI-Tag</c>, in one header or several).</param>
/// <param name="ConfirmsTags">Whether it confirms any.</param>
internal sealed record ManifestPutResponse(bool ListsReferrer, IReadOnlyList<string> Tags, bool ConfirmsTags = false)
{
    public static ManifestPutResponse FromResponse(HttpResponseMessage response)
    {
        string[] tags = response.Headers.NonValidated.TryGetValues("OCI-Tag", out var values)
            ? [.. values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]
            : [];
        return new ManifestPutResponse(response.Headers.NonValidated.Contains("OCI-Subject"), tags, tags.Length > 0);
    }
}
