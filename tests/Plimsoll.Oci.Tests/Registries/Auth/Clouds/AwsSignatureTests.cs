using System.Globalization;
using System.Text;
using Plimsoll.Oci.Registries.Auth.Clouds;

namespace Plimsoll.Oci.Tests.Registries.Auth.Clouds;

/// <summary>The published vectors of Signature Version 4.</summary>
public class AwsSignatureTests
{
    private static readonly DateTimeOffset Time = DateTimeOffset.Parse("2015-08-30T12:36:00Z", CultureInfo.InvariantCulture);
    private static readonly AwsKeys Keys = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null, "the test");

    [Theory]
    [InlineData("GET", "https://example.amazonaws.com/", null, "", "service", "host;x-amz-date", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("GET", "https://example.amazonaws.com/?Param2=value2&Param1=value1", null, "", "service", "host;x-amz-date", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData("POST", "https://example.amazonaws.com/", null, "", "service", "host;x-amz-date", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("POST", "https://example.amazonaws.com/", "application/x-www-form-urlencoded", "Param1=value1", "service", "content-type;host;x-amz-date", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a")]
    [InlineData("GET", "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08", "application/x-www-form-urlencoded; charset=utf-8", "", "iam", "content-type;host;x-amz-date", "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7")]
    public void A_request_is_signed_as_published(string method, string uri, string? contentType, string body, string service, string headers, string signature)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(new HttpMethod(method), uri);
        if (contentType is not null)
        {
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        AwsSignature.Sign(request, bytes, Keys, "us-east-1", service, Time);

        Assert.Equal(
            $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/{service}/aws4_request, SignedHeaders={headers}, Signature={signature}",
            request.Headers.NonValidated["Authorization"].ToString());
    }

    [Fact]
    public void The_session_token_is_sent_and_signed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://example.amazonaws.com/");

        AwsSignature.Sign(request, [], Keys with { SessionToken = "token" }, "us-east-1", "service", Time);

        Assert.Equal("token", request.Headers.NonValidated["X-Amz-Security-Token"].ToString());
        Assert.Contains("SignedHeaders=host;x-amz-date;x-amz-security-token,", request.Headers.NonValidated["Authorization"].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.Secret, $"{Keys}", StringComparison.Ordinal);
    }
}
