using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Tests.Registries.Transport;

public class RedactionTests
{
    [Theory]
    [InlineData("https://ann:secret@r.example/v2/a?X-Amz-Signature=abc&digest=sha256:1", "https://r.example/v2/a?X-Amz-Signature=…&digest=sha256:1")]
    [InlineData("https://r.example/v2/a/tags/list?n=10&last=b", "https://r.example/v2/a/tags/list?n=10&last=b")]
    [InlineData("https://r.example/u?_state=s3cret", "https://r.example/u?_state=…")]
    public void Users_and_signatures_are_left_out(string uri, string expected) => Assert.Equal(expected, Redaction.Uri(new Uri(uri)));

    [Fact]
    public void A_servers_words_cannot_steer_the_terminal() =>
        Assert.Equal("red [31m and reversed", Redaction.Text("red \u001b[31m\r\n and\u202e reversed\0\n"));

    [Fact]
    public void A_servers_words_are_cut() => Assert.Equal(301, Redaction.Text(new string('x', 5000)).Length);
}
