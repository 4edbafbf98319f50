namespace Plimsoll.Policy.Rules;

/// <summary>Under <see cref="PolicyProfile.Digest"/> every image is named by digest, because a registry may let any tag be moved.</summary>
public static class MissingDigestRule
{
    /// <summary>Checks one image; <c>null</c> under any other profile, and where it has a digest or no tag (<see cref="MissingTagRule"/>).</summary>
    public static Finding? Check(ImageUse use, ImagePolicy policy, PolicyProfile profile)
    {
        ArgumentNullException.ThrowIfNull(use);
        return profile == PolicyProfile.Digest && use.Selector is { Tag: not null, Digest: null }
            ? ImageRules.Finding(RuleNames.MissingDigest, Severity.Error, use,
                $"{ImageRules.Name(use)} has no digest, which this file's policy asks for.",
                "Add the digest and keep the tag for readers: IMAGE:TAG@sha256:….")
            : null;
    }
}
