using Plimsoll.Policy.Scanners.Helm;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Terraform;

/// <summary>What a <c>helm_release</c> sets one by one: <c>set { name = "image.tag" value = "1" }</c>.</summary>
internal static class HelmReleaseSettings
{
    /// <summary>The same as a file of values would have it.</summary>
    public static SourceMapping Read(SourceMapping release)
    {
        var values = new DottedValues();
        foreach (var set in release.Entries.Where(entry => entry.Key is SourceScalar { Value: "set" }).SelectMany(entry => entry.Value is SourceSequence list ? list.Items : [entry.Value]).OfType<SourceMapping>())
            if (set.Scalar("name") is { } name && set["value"] is { } value)
                values.Put(name, value);
        return values.Values;
    }
}
