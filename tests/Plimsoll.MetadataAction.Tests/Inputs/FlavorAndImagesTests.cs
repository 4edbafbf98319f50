using Plimsoll.MetadataAction.Inputs;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Tests.Inputs;

public class FlavorAndImagesTests
{
    [Theory]
    [InlineData("prefix=a=b", "auto", "a", false, "", false)]
    [InlineData("prefix=a-,onlatest=true", "auto", "a-", true, "", false)]
    [InlineData("prefix=a-\nonlatest=true", "auto", "a-", false, "", false)]
    [InlineData("prefix=a-,suffix=-b,onlatest=true", "auto", "a-", false, "-b", true)]
    [InlineData("LATEST=false\nPREFIX= x ", "false", "x", false, "", false)]
    [InlineData("latest=true\nlatest=auto", "auto", "", false, "", false)]
    public void A_flavor_holds_for_all_tags(string text, string latest, string prefix, bool prefixLatest, string suffix, bool suffixLatest) =>
        Assert.Equal(
            new Flavor { Latest = latest, Prefix = prefix, PrefixLatest = prefixLatest, Suffix = suffix, SuffixLatest = suffixLatest },
            Flavor.Parse(RuleList.Split(text)));

    [Theory]
    [InlineData("latest", "Invalid flavor entry: latest")]
    [InlineData("latest=yes", "Invalid latest flavor entry: latest=yes")]
    [InlineData("prefix=a,onlatest=1", "Invalid value for onlatest attribute: 1")]
    [InlineData("colour=blue", "Unknown flavor entry: colour=blue")]
    [InlineData("prefix=a,b", "Invalid flavor entry: prefix=a,b")]
    public void A_flavor_that_cannot_be_used_is_refused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<PlimsollException>(() => Flavor.Parse(RuleList.Split(text))).Message);

    [Theory]
    [InlineData("a/b", "a/b+")]
    [InlineData("a/b,c/d", "a/b+ c/d+")]
    [InlineData("a/b,c/d\ne", "c/d+ e+")]
    [InlineData("a/b,enable=false\nname=C/D", "a/b- C/D+")]
    [InlineData("name=a=b", "a+")]
    [InlineData(",a", "+ a+")]
    public void Images_have_names_and_may_be_switched_off(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', ImageList.Parse(RuleList.Split(text)).Select(image => image.Name + (image.IsEnabled ? '+' : '-'))));

    [Theory]
    [InlineData("value=a", "Unknown image attribute: value=a")]
    [InlineData("a,enable=yes", "Invalid enable attribute value: a,enable=yes")]
    [InlineData("name=", "Image name attribute empty: name=")]
    public void Images_that_cannot_be_used_are_refused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<PlimsollException>(() => ImageList.Parse(RuleList.Split(text))).Message);
}
