using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Terraform;

/// <summary>What a <c>helm_release</c> sets one by one: <c>set { name = "image.tag" value = "1" }</c>.</summary>
internal static class HelmReleaseSettings
{
    /// <summary>The same as a file of values would have it.</summary>
    public static SourceMapping Read(SourceMapping release)
    {
        var values = new SourceMapping();
        foreach (var set in release.Entries.Where(entry => entry.Key is SourceScalar { Value: "set" }).SelectMany(entry => entry.Value is SourceSequence list ? list.Items : [entry.Value]).OfType<SourceMapping>())
            if (set.Scalar("name") is { } name && set["value"] is { } value)
                Put(values, name, value);
        return values;
    }

    private static void Put(SourceMapping values, SourceScalar name, SourceNode value)
    {
        // A dot within a key has a backslash before it.
        var keys = name.Value.Replace("\\.", "\0", StringComparison.Ordinal).Split('.');
        for (var i = 0; i < keys.Length; i++)
        {
            var key = keys[i].Replace('\0', '.');
            if (i == keys.Length - 1)
                values.Entries.Add(new(new SourceScalar(key, isPlain: false, name.Start, name.End), value));
            else
                values = Below(values, new SourceScalar(key, isPlain: false, name.Start, name.End));
        }
    }

    private static SourceMapping Below(SourceMapping values, SourceScalar key)
    {
        if (values[key.Value] is SourceMapping known)
            return known;

        var below = new SourceMapping();
        values.Entries.Add(new(key, below));
        return below;
    }
}
