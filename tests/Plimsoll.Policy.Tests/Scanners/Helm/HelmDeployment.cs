namespace Plimsoll.Policy.Tests.Scanners.Helm;

/// <summary>A chart of which a test writes the values, and what is found in them.</summary>
internal static class HelmDeployment
{
    public const string Chart = "apiVersion: v2\nname: app\nversion: 0.1.0\nappVersion: 9.9.9\n";

    /// <summary>The images of <c>values.yaml</c> as <c>image@line:column-column</c>; pinning them is proven, too.</summary>
    /// <param name="values">Its text.</param>
    /// <param name="template">A template of the chart, or <c>null</c>.</param>
    public static async Task<string> ImagesAsync(string values, string? template = null)
    {
        using var deployment = new Deployment().With("Chart.yaml", Chart).With("values.yaml", values);
        if (template is not null)
            deployment.With("templates/all.yaml", template);
        return string.Join(" ", (await deployment.UsesAsync()).Select(use => use.Replace("@values.yaml:", "@", StringComparison.Ordinal)));
    }
}
