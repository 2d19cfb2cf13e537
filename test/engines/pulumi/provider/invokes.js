// Answers of data sources that public example programs depend on. Anything else echoes its arguments
// and gets made-up values for the rest of its result type.
"use strict";

const zones = (region) => ["a", "b", "c"].map((letter) => region + letter);
const VPC = "vpc-0d3fau1t";

module.exports = {
  "aws:index/getAvailabilityZones:getAvailabilityZones": (_, { REGION }) => ({
    names: zones(REGION),
    zoneIds: ["use1-az1", "use1-az2", "use1-az3"],
    groupNames: [REGION],
  }),
  "aws:index/getRegion:getRegion": (_, { REGION }) => ({
    id: REGION,
    name: REGION,
    region: REGION,
    description: "stub",
    endpoint: `ec2.${REGION}.amazonaws.com`,
  }),
  "aws:index/getCallerIdentity:getCallerIdentity": (_, { ACCOUNT }) => ({
    id: ACCOUNT,
    accountId: ACCOUNT,
    arn: `arn:aws:iam::${ACCOUNT}:user/stub`,
    userId: "AIDASTUB",
  }),
  "aws:index/getPartition:getPartition": () => ({
    id: "aws",
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
  }),
  "aws:ec2/getAmi:getAmi": () => ({
    id: "ami-0123456789abcdef0",
    imageId: "ami-0123456789abcdef0",
    architecture: "x86_64",
    name: "al2023-ami",
    rootDeviceName: "/dev/xvda",
    rootDeviceType: "ebs",
    virtualizationType: "hvm",
  }),
  "aws:ec2/getAmiIds:getAmiIds": () => ({ ids: ["ami-0123456789abcdef0"] }),
  "aws:ec2/getVpc:getVpc": (args) => ({
    id: args.id ?? VPC,
    cidrBlock: "172.31.0.0/16",
    default: !args.id,
    state: "available",
    mainRouteTableId: "rtb-0d3fau1t",
  }),
  "aws:ec2/getSubnets:getSubnets": () => ({ ids: ["subnet-0d3fau1ta", "subnet-0d3fau1tb", "subnet-0d3fau1tc"] }),
  "aws:ec2/getSubnetIds:getSubnetIds": () => ({ ids: ["subnet-0d3fau1ta", "subnet-0d3fau1tb", "subnet-0d3fau1tc"] }),
  "aws:ec2/getSubnet:getSubnet": (args, { REGION }) => ({
    id: args.id ?? "subnet-0d3fau1ta",
    vpcId: VPC,
    cidrBlock: "172.31.0.0/20",
    availabilityZone: `${REGION}a`,
    mapPublicIpOnLaunch: true,
    defaultForAz: true,
    state: "available",
  }),
  "aws:ec2/getSecurityGroup:getSecurityGroup": (args) => ({ id: args.id ?? "sg-0d3fau1t", name: args.name ?? "default", vpcId: VPC }),
  "aws:ec2/getPrefixList:getPrefixList": (args) => ({
    id: args.prefixListId ?? "pl-63a5400a",
    name: args.name ?? "com.amazonaws.us-east-1.s3",
    cidrBlocks: ["52.216.0.0/15"],
  }),
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": (args) => ({
    id: args.id ?? "pl-3b927c52",
    name: args.name ?? "com.amazonaws.global.cloudfront.origin-facing",
    addressFamily: "IPv4",
    entries: [{ cidr: "13.32.0.0/15", description: "" }],
    maxEntries: 55,
  }),
  "aws:iam/getPolicyDocument:getPolicyDocument": (args) => {
    const json = JSON.stringify({ Version: args.version ?? "2012-10-17", Statement: args.statements ?? [] });
    return { id: "0", json, minifiedJson: json };
  },
  // The public parameters that end in /recommended hold JSON, the others an image id.
  "aws:ssm/getParameter:getParameter": (args) => {
    const image = "ami-0123456789abcdef0";
    const value = /\/recommended$/.test(args.name) ? JSON.stringify({ image_id: image }) : image;
    return { id: args.name, name: args.name, type: "String", version: 1, insecureValue: value, value };
  },
  "aws:ecr/getAuthorizationToken:getAuthorizationToken": (_, { REGION, ACCOUNT }) => ({
    authorizationToken: "c3R1YjpzdHVi",
    userName: "AWS",
    password: "stub",
    proxyEndpoint: `https://${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`,
  }),
  "aws:ecr/getCredentials:getCredentials": (_, { REGION, ACCOUNT }) => ({
    authorizationToken: "QVdTOnN0dWI=",
    proxyEndpoint: `https://${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`,
  }),
};
