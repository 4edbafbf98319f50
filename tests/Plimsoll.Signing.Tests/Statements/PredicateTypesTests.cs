using Plimsoll.Signing.Statements;

namespace Plimsoll.Signing.Tests.Statements;

public class PredicateTypesTests
{
    [Theory]
    [InlineData("https://spdx.dev/Document", true)]
    [InlineData("https://spdx.dev/Document/v2.3", true)]
    [InlineData("https://cyclonedx.org/bom/v1.6", true)]
    [InlineData("https://cyclonedx.org/bomb", false)]
    [InlineData("https://slsa.dev/provenance/v1", false)]
    [InlineData(null, false)]
    public void Sboms_are_known_with_and_without_a_version(string? type, bool isSbom) => Assert.Equal(isSbom, PredicateTypes.IsSbom(type));

    [Theory]
    [InlineData("https://slsa.dev/provenance/v0.2", true)]
    [InlineData("https://slsa.dev/verification_summary/v1", false)]
    public void Provenance_is_known_in_each_version(string type, bool isProvenance) => Assert.Equal(isProvenance, PredicateTypes.IsProvenance(type));

    [Theory]
    [InlineData("https://slsa.dev/provenance/v1", "SLSA provenance v1")]
    [InlineData("https://example.com/own", "https://example.com/own")]
    public void A_type_has_the_name_that_people_use_or_its_own(string type, string name) => Assert.Equal(name, PredicateTypes.GetName(type));
}
