using System.Text.RegularExpressions;

namespace Plimsoll.Oci.Registries.Auth.Clouds;

/// <summary>What the name of one of Amazon's registries says.</summary>
/// <param name="Region">The region that requests are signed for.</param>
/// <param name="Service">The service that requests are signed for: <c>ecr</c> or <c>ecr-public</c>.</param>
/// <param name="Endpoint">The interface that gives passwords.</param>
/// <param name="Target">Its operation.</param>
internal sealed partial record AwsRegistry(string Region, string Service, Uri Endpoint, string Target)
{
    public bool IsPublic => Service == "ecr-public";

    /// <summary>Reads a registry's name; <c>null</c> for one that is not Amazon's.</summary>
    public static AwsRegistry? Parse(string registry)
    {
        var name = registry.ToLowerInvariant();
        if (name is "public.ecr.aws" or "ecr-public.aws.com")
            return new AwsRegistry("us-east-1", "ecr-public", new Uri("https://api.ecr-public.us-east-1.amazonaws.com/"), "SpencerFrontendService.GetAuthorizationToken");

        if (PrivateName.Match(name) is not { Success: true } match)
            return null;

        var region = match.Groups["region"].Value;
        var host = match.Groups["fips"].Success ? $"ecr-fips.{region}" : $"api.ecr.{region}";
        return new AwsRegistry(region, "ecr", new Uri($"https://{host}.{Domain(region)}/"), "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken");
    }

    /// <summary>The domain of a region's interfaces.</summary>
    public static string Domain(string region) => region.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com";

    [GeneratedRegex(@"^[0-9]{12}\.dkr[.-]ecr(?<fips>-fips)?\.(?<region>[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2})\.(?:amazonaws\.com(?:\.cn)?|on\.aws|on\.amazonwebservices\.com\.cn)\z")]
    private static partial Regex PrivateName { get; }
}
